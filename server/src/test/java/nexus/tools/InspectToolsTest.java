package nexus.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Indexes;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tools that tell how documents are kept, as an agent meets them, over the server in this process.
class InspectToolsTest {
    private static MongoPeer mongo;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        mongo = MongoPeer.inProcess();
        var orders = mongo.database().getCollection("orders");
        for (int i = 0; i < 30; i++) {
            orders.insertOne(new Document("_id", i)
                    .append("status", i % 3 == 0 ? "paid" : "open")
                    .append("address", new Document("city", "c" + i % 2)));
        }
        orders.createIndex(Indexes.ascending("status"));
        nexus = NexusPeer.start(Map.of("MONGO_URI", mongo.uri(), "NEXUS_MCP_RESULTS", "structured"));
    }

    @AfterAll
    static void stop() {
        nexus.close();
        mongo.close();
    }

    /// A call and a part of its answer.
    ///
    /// @param arguments `DB` stands for the name of the database
    record Row(String what, String tool, String arguments, String part) {
        @Override
        public String toString() {
            return tool + ": " + what;
        }
    }

    static List<Row> answers() {
        var orders = "\"database\":\"DB\",\"collection\":\"orders\"";
        return List.of(
                new Row(
                        "the values of a field",
                        "distinct",
                        "{" + orders + ",\"field\":\"status\"}",
                        "{\"values\":[\"open\",\"paid\"],\"count\":2,\"hasMore\":false}"),
                new Row(
                        "of the documents that match",
                        "distinct",
                        "{" + orders + ",\"field\":\"address.city\",\"filter\":{\"_id\":{\"$lt\":1}}}",
                        "{\"values\":[\"c0\"],\"count\":1,\"hasMore\":false}"),
                new Row(
                        "why there are none",
                        "distinct",
                        "{\"database\":\"DB\",\"collection\":\"order\",\"field\":\"a\"}",
                        "{\"values\":[],\"count\":0,\"hasMore\":false,\"notes\":[\"There is no collection order in DB"),
                new Row(
                        "types, presence and examples",
                        "collection-schema",
                        "{" + orders + ",\"sampleSize\":30}",
                        "{\"path\":\"status\",\"types\":{\"string\":30},\"presence\":1.0,\"examples\":[\"open\",\"paid\"]}"),
                new Row(
                        "as many as wanted",
                        "collection-schema",
                        "{" + orders + ",\"sampleSize\":7}",
                        "\"sampled\":7,"),
                new Row("as many as there are", "collection-schema", "{" + orders + "}", "\"sampled\":30,"),
                new Row(
                        "names and keys",
                        "collection-indexes",
                        "{" + orders + "}",
                        "{\"indexes\":[{\"name\":\"_id_\",\"key\":{\"_id\":1}},"
                                + "{\"name\":\"status_1\",\"key\":{\"status\":1}}],\"count\":2}"),
                new Row(
                        "which there are",
                        "list-connections",
                        "{}",
                        "{\"connections\":[{\"name\":\"default\",\"works\":true,\"isDefault\":true,\"mayWrite\":false}]}"),
                new Row(
                        "counts of a database",
                        "db-stats",
                        "{\"database\":\"DB\"}",
                        "{\"database\":\"DB\",\"collections\":1,"),
                new Row(
                        "sizes of a collection",
                        "collection-storage-size",
                        "{" + orders + "}",
                        "{\"collection\":\"DB.orders\",\"documents\":30,"),
                new Row("the server's warnings", "mongodb-logs", "{\"type\":\"startupWarnings\"}", "{\"logs\":["));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void tells(Row row) {
        var body = call(row);
        int start = body.indexOf("\"structuredContent\":");
        assertTrue(start > 0, body);
        assertTrue(body.substring(start).contains(named(row.part())), body);
    }

    static List<Row> refusals() {
        var orders = "\"database\":\"DB\",\"collection\":\"orders\"";
        var nothing = "\"database\":\"DB\",\"collection\":\"order\"";
        return List.of(
                new Row(
                        "an operator for a field",
                        "distinct",
                        "{" + orders + ",\"field\":\"a.$b\"}",
                        "field must be the name of a field, such as address.city, without $"),
                new Row(
                        "code in the filter",
                        "distinct",
                        "{" + orders + ",\"field\":\"a\",\"filter\":{\"$where\":\"1\"}}",
                        "filter.$where: $where runs JavaScript inside the database"),
                new Row(
                        "the server's own",
                        "distinct",
                        "{\"database\":\"admin\",\"collection\":\"system.users\",\"field\":\"user\"}",
                        "database: admin belongs to the server and is left alone"),
                new Row(
                        "too many documents",
                        "collection-schema",
                        "{" + orders + ",\"sampleSize\":1001}",
                        "sampleSize must be a whole number from 1 to 1000, not 1001"),
                new Row("no such collection", "collection-schema", "{" + nothing + "}", "There is no collection order"),
                new Row(
                        "no such collection",
                        "collection-indexes",
                        "{" + nothing + "}",
                        "There is no collection order"),
                new Row(
                        "no such collection",
                        "collection-storage-size",
                        "{" + nothing + "}",
                        "There is no collection order"),
                new Row("the server's own", "db-stats", "{\"database\":\"local\"}", "database: local belongs"),
                new Row(
                        "another word",
                        "explain",
                        "{" + orders + ",\"method\":[{\"name\":\"find\"}],\"verbosity\":\"all\"}",
                        "verbosity must be one of queryPlanner, executionStats, allPlansExecution, not \\\"all\\\""),
                new Row(
                        "what writes",
                        "explain",
                        "{" + orders
                                + ",\"method\":[{\"name\":\"aggregate\",\"arguments\":{\"pipeline\":[{\"$out\":\"x\"}]}}]}",
                        "pipeline[0].$out: $out writes to a collection"),
                new Row(
                        "what this server lacks",
                        "explain",
                        "{" + orders + ",\"method\":[{\"name\":\"find\",\"arguments\":{}}]}",
                        "this server has no explain: do without it"),
                new Row(
                        "another log",
                        "mongodb-logs",
                        "{\"type\":\"rs\"}",
                        "type must be one of global, startupWarnings"),
                new Row("what this server lacks", "current-op", "{}", "this server has no currentOp: do without it"),
                new Row(
                        "an argument too many",
                        "list-connections",
                        "{\"name\":\"default\"}",
                        "there is no argument \\\"name\\\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refuses(Row row) {
        var body = call(row);
        assertTrue(body.endsWith("\"isError\":true}}"), body);
        assertTrue(body.contains(named(row.part())), body);
    }

    private static String call(Row row) {
        var answer = nexus.call(row.tool(), named(row.arguments()));
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static String named(String text) {
        return text.replace("DB", mongo.databaseName());
    }
}
