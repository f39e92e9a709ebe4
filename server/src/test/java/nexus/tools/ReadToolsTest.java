package nexus.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tools as an agent meets them: over HTTP, down to a database.
class ReadToolsTest {
    private static final String ID = "65a000000000000000000001";

    private static MongoPeer mongo;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        mongo = MongoPeer.start();
        var orders = mongo.database().getCollection("orders");
        orders.insertOne(
                new Document("_id", new ObjectId(ID)).append("status", "paid").append("n", 0));
        for (int i = 1; i < 25; i++)
            orders.insertOne(new Document("_id", i).append("status", "open").append("n", i));
        mongo.database()
                .getCollection("big")
                .insertOne(new Document("_id", 1)
                        .append("text", "x".repeat(3 << 20))
                        .append("last", true));
        nexus = NexusPeer.start(Map.of("MONGO_URI", mongo.uri(), "NEXUS_MCP_RESULTS", "structured"));
    }

    @AfterAll
    static void stop() {
        nexus.close();
        mongo.close();
    }

    private static String orders(String more) {
        return "{\"database\":\"" + mongo.databaseName() + "\",\"collection\":\"orders\"" + more + "}";
    }

    /// The structured result of a call.
    private static String structured(String tool, String arguments) {
        var body = nexus.call(tool, arguments).body();
        int start = body.indexOf("\"structuredContent\":");
        assertTrue(start > 0, body);
        return body.substring(start + "\"structuredContent\":".length(), body.length() - 2);
    }

    private static String refusal(String tool, String arguments) {
        var body = nexus.call(tool, arguments).body();
        assertTrue(body.endsWith("\"}],\"isError\":true}}"), body);
        return body.substring(body.indexOf("\"text\":\"") + 8, body.length() - "\"}],\"isError\":true}}".length());
    }

    @Test
    void sendsTheJsonAsTextUnlessToldOtherwise() throws InterruptedException {
        try (var preset = NexusPeer.start(Map.of("MONGO_URI", mongo.uri()))) {
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"count\\\":24}\"}]}}",
                    preset.call("count", orders(",\"query\":{\"status\":\"open\"}"))
                            .body());
        }
    }

    @Test
    void findsDocuments() {
        assertEquals(
                "{\"documents\":[{\"_id\":{\"$oid\":\"" + ID
                        + "\"},\"status\":\"paid\",\"n\":0}],\"count\":1,\"hasMore\":false}",
                structured("find", orders(",\"filter\":{\"_id\":{\"$oid\":\"" + ID + "\"}}")));
    }

    @Test
    void tellsThatThereIsMoreAndHowToGoOn() {
        var result = structured(
                "find",
                orders(
                        ",\"filter\":{\"n\":{\"$gte\":1}},\"sort\":{\"n\":1},\"projection\":{\"_id\":0,\"n\":1},\"limit\":2"));
        assertTrue(
                result.startsWith(
                        "{\"documents\":[{\"n\":1},{\"n\":2}],\"count\":2,\"hasMore\":true,\"nextCursor\":\""),
                result);
        assertTrue(result.contains("go on with nextCursor"), result);
        var next = structured(
                "find",
                orders(
                        ",\"filter\":{\"n\":{\"$gte\":1}},\"sort\":{\"n\":1},\"projection\":{\"_id\":0,\"n\":1},\"limit\":2,\"skip\":2"));
        assertTrue(next.startsWith("{\"documents\":[{\"n\":3},{\"n\":4}]"), next);
    }

    @Test
    void returnsTenWhenNobodySaysHowMany() {
        var result = structured("find", orders(""));
        assertTrue(result.contains("\"count\":10,\"hasMore\":true"), result);
    }

    @Test
    void runsAggregations() {
        assertEquals(
                "{\"documents\":[{\"_id\":\"open\",\"n\":24},{\"_id\":\"paid\",\"n\":1}],\"count\":2,\"hasMore\":false}",
                structured(
                        "aggregate",
                        orders(
                                ",\"pipeline\":[{\"$group\":{\"_id\":\"$status\",\"n\":{\"$sum\":1}}},{\"$sort\":{\"_id\":1}}]")));
    }

    @Test
    void counts() {
        assertEquals("{\"count\":24}", structured("count", orders(",\"query\":{\"status\":\"open\"}")));
        assertEquals("{\"count\":25}", structured("count", orders("")));
    }

    @Test
    void listsDatabasesAndCollections() {
        assertTrue(structured("list-databases", "{}")
                .contains("{\"name\":\"" + mongo.databaseName() + "\",\"sizeBytes\":"));
        var collections = structured("list-collections", "{\"database\":\"" + mongo.databaseName() + "\"}");
        assertEquals(
                "{\"collections\":[{\"name\":\"big\",\"type\":\"collection\"},{\"name\":\"orders\",\"type\":\"collection\"}]}",
                collections);
    }

    @Test
    void cutsADocumentOverTheBudgetInsteadOfDroppingIt() {
        var result = structured("find", "{\"database\":\"" + mongo.databaseName() + "\",\"collection\":\"big\"}");
        assertTrue(result.startsWith("{\"documents\":[{\"_id\":1,\"text\":\"xxxx"), result.substring(0, 80));
        assertTrue(
                result.contains("\"last\":true}],\"count\":1,\"hasMore\":false,\"notes\":["),
                result.substring(result.length() - 400));
        assertTrue(result.length() < (1 << 20) + 1_000, "length " + result.length());
    }

    @Test
    void hintsAtObjectIdsWhenAStringFindsNothing() {
        var result = structured("find", orders(",\"filter\":{\"_id\":\"" + ID + "\"}"));
        assertTrue(result.contains("{\\\"$oid\\\": \\\"" + ID + "\\\"}"), result);
    }

    @Test
    void namesTheCollectionsWhenOneDoesNotExist() {
        var result = structured("find", "{\"database\":\"" + mongo.databaseName() + "\",\"collection\":\"order\"}");
        assertTrue(
                result.startsWith(
                        "{\"documents\":[],\"count\":0,\"hasMore\":false,\"notes\":[\"There is no collection order in "
                                + mongo.databaseName()),
                result);
        assertTrue(result.contains("orders"), result);
    }

    /// One row: a call, and the words that the model reads.
    record Bad(String what, String tool, String more, String reason) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Bad> bad() {
        return List.of(
                new Bad(
                        "a filter that is a string",
                        "find",
                        ",\"filter\":\"{}\"",
                        "filter must be an object, not a string: send the JSON itself, without quotes around it"),
                new Bad(
                        "a filter that is an array",
                        "find",
                        ",\"filter\":[]",
                        "filter must be an object, not an array"),
                new Bad(
                        "a limit that is a word",
                        "find",
                        ",\"limit\":\"all\"",
                        "limit must be a whole number from 1 to 100000, not \\\"all\\\""),
                new Bad(
                        "an unknown argument",
                        "find",
                        ",\"query\":{}",
                        "there is no argument \\\"query\\\"; there are database, collection, filter, projection, sort, limit, skip, responseBytesLimit, cursor, connectionId"),
                new Bad(
                        "no pipeline",
                        "aggregate",
                        "",
                        "pipeline is needed: The stages, such as [{\\\"$match\\\":{…}},{\\\"$group\\\":{…}}]."),
                new Bad(
                        "a pipeline of strings",
                        "aggregate",
                        ",\"pipeline\":[\"$match\"]",
                        "pipeline must be an array of objects, not an array"),
                new Bad(
                        "an unknown connection",
                        "find",
                        ",\"connectionId\":\"other\"",
                        "there is no connection \\\"other\\\"; there are default"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void tellsTheModelWhatIsWrong(Bad row) {
        assertEquals(row.reason(), refusal(row.tool(), orders(row.more())));
    }

    static List<Bad> forbidden() {
        return List.of(
                new Bad(
                        "$out",
                        "aggregate",
                        "[{\"$out\":\"x\"}]",
                        "pipeline[0].$out: $out writes to a collection: leave it out"),
                new Bad(
                        "$out in $facet",
                        "aggregate",
                        "[{\"$facet\":{\"a\":[{\"$out\":\"x\"}]}}]",
                        "pipeline[0].$facet.a[0].$out: $out writes to a collection: leave it out"),
                new Bad(
                        "$merge in $lookup",
                        "aggregate",
                        "[{\"$lookup\":{\"from\":\"a\",\"pipeline\":[{\"$merge\":\"x\"}],\"as\":\"b\"}}]",
                        "pipeline[0].$lookup.pipeline[0].$merge: $merge writes to a collection: leave it out"),
                new Bad(
                        "$where",
                        "aggregate",
                        "[{\"$match\":{\"$where\":\"1\"}}]",
                        "pipeline[0].$match.$where: $where runs JavaScript inside the database: leave it out"),
                new Bad(
                        "$function",
                        "aggregate",
                        "[{\"$project\":{\"a\":{\"$function\":{\"body\":\"\"}}}}]",
                        "pipeline[0].$project.a.$function: $function runs JavaScript inside the database: leave it out"),
                new Bad(
                        "an unknown operator",
                        "aggregate",
                        "[{\"$match\":{\"a\":{\"$gtt\":1}}}]",
                        "pipeline[0].$match.a.$gtt: $gtt is not a query operator for a field Nexus allows; did you mean $gt?"),
                new Bad(
                        "an unknown stage",
                        "aggregate",
                        "[{\"$filter\":{}}]",
                        "pipeline[0].$filter: $filter is not a stage Nexus allows: leave it out or say it with another one"),
                new Bad(
                        "another database",
                        "aggregate",
                        "[{\"$lookup\":{\"from\":{\"db\":\"a\",\"coll\":\"b\"},\"as\":\"c\"}}]",
                        "pipeline[0].$lookup.from names another database: a read stays within one"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forbidden")
    void refusesWhatWritesRunsCodeOrIsUnknown(Bad row) {
        assertEquals(row.reason(), refusal(row.tool(), orders(",\"pipeline\":" + row.more())));
    }

    @Test
    void readsExtendedJsonTheWayAModelWritesIt() {
        mongo.database()
                .getCollection("types")
                .insertOne(new Document("_id", 1)
                        .append("price", mongo.isEmulator() ? Decimal128.parse("9.99") : 9.99)
                        .append("at", Date.from(Instant.parse("2025-01-31T00:00:00Z"))));
        var found = structured(
                "find",
                "{\"database\":\"" + mongo.databaseName() + "\",\"collection\":\"types\","
                        + "\"filter\":{\"at\":{\"$lt\":{\"$date\":\"2025-02-01T00:00:00Z\"}}}}");
        assertTrue(found.contains("\"at\":{\"$date\":\"2025-01-31T00:00:00Z\"}"), found);
        mongo.database().getCollection("types").drop();
    }
}
