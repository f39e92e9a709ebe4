package nexus.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tools that read, against the MongoDB that `MONGODB_TEST_URI` names.
class RealServerTest {
    private static final String MISSING = "no MongoDB; name one in MONGODB_TEST_URI";
    private static final String ORDERS = "\"database\":\"DB\",\"collection\":\"orders\"";

    private static MongoPeer mongo;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        var named = System.getenv("MONGODB_TEST_URI");
        var isNamed = named != null && !named.isBlank();
        if (!isNamed) System.out.println("SKIPPED: " + MISSING);
        Assumptions.assumeTrue(isNamed, MISSING);
        mongo = MongoPeer.start();
        var documents = new ArrayList<Document>();
        for (int i = 0; i < 100; i++) {
            documents.add(new Document("_id", i)
                    .append("status", i % 4 == 0 ? "paid" : "open")
                    .append("n", i));
        }
        mongo.database().getCollection("orders").insertMany(documents);
        mongo.database().getCollection("orders").createIndex(Indexes.ascending("status"));
        mongo.database().createView("paid", "orders", List.of(new Document("$match", new Document("status", "paid"))));
        nexus = NexusPeer.start(Map.of("MONGO_URI", mongo.uri(), "NEXUS_MCP_RESULTS", "structured"));
    }

    @AfterAll
    static void stop() {
        if (nexus != null) nexus.close();
        if (mongo != null) mongo.close();
    }

    /// @param isRefused whether the answer is an error
    record Row(String tool, String arguments, String part, boolean isRefused) {
        Row(String tool, String arguments, String part) {
            this(tool, arguments, part, false);
        }
    }

    static List<Row> rows() {
        return List.of(
                new Row(
                        "find",
                        "{" + ORDERS + ",\"filter\":{\"n\":7}}",
                        "\"documents\":[{\"_id\":7,\"status\":\"open\""),
                new Row("find", "{\"database\":\"DB\",\"collection\":\"paid\",\"limit\":1}", "\"hasMore\":true"),
                new Row("aggregate", "{" + ORDERS + ",\"pipeline\":[{\"$count\":\"n\"}]}", "[{\"n\":100}]"),
                new Row("count", "{" + ORDERS + ",\"query\":{\"status\":\"paid\"}}", "{\"count\":25}"),
                new Row(
                        "distinct",
                        "{" + ORDERS + ",\"field\":\"status\"}",
                        "{\"values\":[\"open\",\"paid\"],\"count\":2"),
                new Row(
                        "explain",
                        "{" + ORDERS + explained("find", "\"filter\":{\"status\":\"paid\"}") + "}",
                        "IXSCAN status_1"),
                new Row(
                        "explain",
                        "{" + ORDERS + explained("find", "\"filter\":{\"n\":1}") + "}",
                        "COLLSCAN reads every"),
                new Row(
                        "explain",
                        "{" + ORDERS + explained("count", "\"query\":{\"status\":\"paid\"}")
                                + ",\"verbosity\":\"executionStats\"}",
                        "looked at 25 index keys"),
                new Row(
                        "explain",
                        "{" + ORDERS + explained("aggregate", "\"pipeline\":[{\"$match\":{\"n\":1}}]") + "}",
                        "\"winningPlan\""),
                new Row("collection-schema", "{" + ORDERS + "}", "\"path\":\"status\",\"types\":{\"string\":50}"),
                new Row(
                        "collection-indexes",
                        "{" + ORDERS + "}",
                        "{\"name\":\"status_1\",\"key\":{\"status\":1}}],\"count\":2}"),
                new Row("list-databases", "{}", "\"DB\""),
                new Row("list-collections", "{\"database\":\"DB\"}", "{\"name\":\"paid\",\"type\":\"view\"}"),
                new Row("list-connections", "{}", "\"works\":true"),
                new Row("db-stats", "{\"database\":\"DB\"}", "\"documents\":100,"),
                new Row("collection-storage-size", "{" + ORDERS + "}", "\"documents\":100,"),
                new Row("collection-storage-size", "{\"database\":\"DB\",\"collection\":\"paid\"}", "collStats", true),
                new Row("mongodb-logs", "{\"limit\":5}", "\"logs\":[{\"at\":{\"$date\":"),
                new Row("current-op", "{}", "{\"operations\":["));
    }

    private static String explained(String name, String arguments) {
        return ",\"method\":[{\"name\":\"" + name + "\",\"arguments\":{" + arguments + "}}]";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void answers(Row row) {
        if (row.tool().equals("mongodb-logs") && !keepsLog()) {
            System.out.println("SKIPPED: this server keeps no log that getLog shows");
            Assumptions.abort("no log");
        }
        var body = nexus.call(row.tool(), row.arguments().replace("DB", mongo.databaseName()))
                .body();
        assertEquals(row.isRefused(), body.contains("\"isError\":true"), body);
        assertTrue(body.contains(row.part().replace("DB", mongo.databaseName())), body);
        assertTrue(!body.contains("serverInfo") && !body.contains("127.0.0.1"), body);
    }

    private static boolean keepsLog() {
        var log = mongo.database().runCommand(new Document("getLog", "global"));
        return !log.getList("log", String.class).isEmpty();
    }
}
