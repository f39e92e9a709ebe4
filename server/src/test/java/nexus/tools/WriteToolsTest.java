package nexus.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nexus.NexusPeer;
import nexus.testing.Http;
import nexus.testing.Mcp;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tools that write as an agent meets them: over HTTP, down to a database.
class WriteToolsTest {
    private static final Pattern TOKEN = Pattern.compile("confirm\\\\\": \\\\\"([^\\\\]+)\\\\\"");
    private static final Pattern STATE = Pattern.compile("\"requestState\":\"([^\"]+)\"");
    private static final int MOST_LIST_BYTES = 14 << 10;

    private static MongoPeer mongo;
    private static NexusPeer nexus;

    @BeforeAll
    static void start(@TempDir Path folder) throws InterruptedException, IOException {
        mongo = MongoPeer.start();
        var uri = "{uri: \"" + mongo.uri() + "\"";
        var file = Files.writeString(
                folder.resolve("nexus.yaml"),
                "connections:\n  default: " + uri + ", writes: true, limits: {affected: 5}}\n  closed: " + uri + "}\n");
        nexus = NexusPeer.start(Map.of("NEXUS_CONFIG", file.toString(), "NEXUS_MCP_RESULTS", "structured"));
    }

    @AfterAll
    static void stop() {
        nexus.close();
        mongo.close();
    }

    @BeforeEach
    void fill() {
        mongo.database().drop();
        mongo.database()
                .getCollection("orders")
                .insertMany(IntStream.rangeClosed(1, 4)
                        .mapToObj(i -> new Document("_id", i)
                                .append("status", i < 3 ? "open" : "paid")
                                .append("n", i))
                        .toList());
    }

    private static String orders(String more) {
        return "{\"database\":\"" + mongo.databaseName() + "\",\"collection\":\"orders\"" + more + "}";
    }

    private static List<String> left() {
        return mongo.database()
                .getCollection("orders")
                .find()
                .sort(new Document("_id", 1))
                .map(Document::toJson)
                .into(new ArrayList<>());
    }

    private static long count(String filter) {
        return mongo.database().getCollection("orders").countDocuments(Document.parse(filter));
    }

    private static String call(String tool, String arguments) {
        return nexus.call(tool, arguments).body();
    }

    /// The token that a first answer holds.
    private static String token(String body) {
        Matcher found = TOKEN.matcher(body);
        assertTrue(found.find(), body);
        return found.group(1);
    }

    private static String with(String arguments, String token) {
        return arguments.substring(0, arguments.length() - 1) + ",\"confirm\":\"" + token + "\"}";
    }

    private static String confirmed(String tool, String arguments) {
        return call(tool, with(arguments, token(call(tool, arguments))));
    }

    private static String structured(String body) {
        int start = body.indexOf("\"structuredContent\":");
        assertTrue(start > 0, body);
        return body.substring(start + "\"structuredContent\":".length(), body.length() - 2);
    }

    /// @param more   arguments beside database and collection
    /// @param result its structured content
    /// @param filter finds what there is then
    /// @param count  so many times
    record Row(String tool, String more, String result, String filter, int count) {}

    static List<Row> writes() {
        return List.of(
                new Row(
                        "update-one",
                        ",\"filter\":{\"_id\":1},\"update\":{\"$set\":{\"status\":\"gone\"}}",
                        "{\"matchedCount\":1,\"modifiedCount\":1}",
                        "{status: 'gone'}",
                        1),
                new Row(
                        "update-many",
                        ",\"filter\":{\"status\":\"open\"},\"update\":{\"$inc\":{\"n\":10}}",
                        "{\"matchedCount\":2,\"modifiedCount\":2}",
                        "{n: {$gt: 10}}",
                        2),
                new Row(
                        "update-many",
                        ",\"filter\":{},\"all\":true,\"update\":{\"$set\":{\"x\":1}}",
                        "{\"matchedCount\":4,\"modifiedCount\":4}",
                        "{x: 1}",
                        4),
                new Row(
                        "update-one",
                        ",\"filter\":{\"_id\":9},\"update\":{\"$set\":{\"x\":1}},\"upsert\":true",
                        "{\"matchedCount\":0,\"modifiedCount\":0,\"upsertedCount\":1,\"upsertedId\":9}",
                        "{_id: 9}",
                        1),
                new Row(
                        "replace-one",
                        ",\"filter\":{\"_id\":1},\"replacement\":{\"a\":{\"$numberDecimal\":\"1.5\"}}",
                        "{\"matchedCount\":1,\"modifiedCount\":1}",
                        "{a: {$type: 'decimal'}}",
                        1),
                new Row(
                        "delete-one",
                        ",\"filter\":{\"status\":\"open\"}",
                        "{\"deletedCount\":1}",
                        "{status: 'open'}",
                        1),
                new Row("delete-many", ",\"filter\":{\"status\":\"open\"}", "{\"deletedCount\":2}", "{}", 2),
                new Row(
                        "find-and-modify",
                        ",\"filter\":{\"_id\":1},\"update\":{\"$set\":{\"n\":7}},\"returnNew\":true",
                        "{\"document\":{\"_id\":1,\"status\":\"open\",\"n\":7}}",
                        "{n: 7}",
                        1),
                new Row(
                        "find-and-modify",
                        ",\"filter\":{\"status\":\"open\"},\"sort\":{\"_id\":-1},\"remove\":true",
                        "{\"document\":{\"_id\":2,\"status\":\"open\",\"n\":2}}",
                        "{_id: 2}",
                        0),
                new Row(
                        "bulk-write",
                        ",\"operations\":[{\"insertOne\":{\"document\":{\"_id\":8}}},"
                                + "{\"updateOne\":{\"filter\":{\"_id\":8},\"update\":{\"$set\":{\"b\":1}}}},"
                                + "{\"deleteMany\":{\"filter\":{\"status\":\"open\"}}}]",
                        "{\"insertedCount\":1,\"insertedIds\":[8],\"matchedCount\":1,\"modifiedCount\":1,\"deletedCount\":2}",
                        "{b: 1}",
                        1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void writesOnceItIsConfirmed(Row row) {
        var before = left();
        var first = call(row.tool(), orders(row.more()));
        assertTrue(first.contains("This would ") && first.contains("Nothing is done yet"), first);
        assertEquals(before, left());
        var second = with(orders(row.more()), token(first));
        assertEquals(row.result(), structured(call(row.tool(), second)));
        assertEquals(row.count(), count(row.filter()));
        var after = left();
        assertTrue(call(row.tool(), second).contains("used already"));
        assertEquals(after, left());
    }

    @Test
    void insertsAtOnce() {
        assertEquals(
                "{\"insertedCount\":2,\"insertedIds\":[10,{\"$oid\":\"65a000000000000000000001\"}]}",
                structured(call(
                        "insert-many",
                        orders(",\"documents\":[{\"_id\":10},{\"_id\":{\"$oid\":\"65a000000000000000000001\"},"
                                + "\"at\":{\"$date\":\"2026-01-31T00:00:00Z\"}}]"))));
        assertEquals(1, count("{at: {$type: 'date'}}"));
        var half = call("insert-many", orders(",\"documents\":[{\"_id\":11},{\"_id\":10}]"));
        assertTrue(half.contains("were done and stay"), half);
    }

    @Test
    void managesCollectionsAndIndexes() {
        var database = "{\"database\":\"" + mongo.databaseName() + "\"";
        assertEquals(
                "{\"created\":true}", structured(call("create-collection", database + ",\"collection\":\"extra\"}")));
        assertEquals(
                "{\"indexName\":\"status_1\",\"created\":true}",
                structured(call(
                        "create-index", orders(",\"definition\":[{\"type\":\"classic\",\"keys\":{\"status\":1}}]"))));
        var noIndex = call("drop-index", orders(",\"indexName\":\"*\""));
        assertTrue(noIndex.contains("there is no index * on") && noIndex.contains("_id_, status_1"), noIndex);
        assertEquals("{\"dropped\":true}", structured(confirmed("drop-index", orders(",\"indexName\":\"status_1\""))));
        assertEquals("{\"renamed\":true}", structured(confirmed("rename-collection", orders(",\"newName\":\"old\""))));
        assertEquals(4, mongo.database().getCollection("old").countDocuments());
        assertEquals(
                "{\"dropped\":true}", structured(confirmed("drop-collection", database + ",\"collection\":\"old\"}")));
        assertEquals(List.of("extra"), mongo.database().listCollectionNames().into(new ArrayList<>()));
        assertEquals("{\"dropped\":true}", structured(confirmed("drop-database", database + "}")));
        assertEquals(List.of(), mongo.database().listCollectionNames().into(new ArrayList<>()));
    }

    @Test
    void aDatabaseStaysWithoutAConfirmation() {
        var arguments = "{\"database\":\"" + mongo.databaseName() + "\"}";
        var first = call("drop-database", arguments);
        assertTrue(first.contains("orders, 4 documents"), first);
        call("drop-database", with(arguments, "yes"));
        call("drop-database", with(arguments, "AAAA"));
        assertEquals(4, left().size());
    }

    record Bad(String tool, String more, String words) {}

    static List<Bad> refused() {
        return List.of(
                new Bad("delete-many", "", "would match every document"),
                new Bad("delete-many", ",\"filter\":{}", "would match every document"),
                new Bad("delete-many", ",\"filter\":{\"_id\":1},\"all\":true", "goes with an empty filter only"),
                new Bad("update-many", ",\"update\":{\"$set\":{\"a\":1}}", "would match every document"),
                new Bad("update-one", ",\"filter\":{\"_id\":1},\"update\":{\"a\":1}", "replace-one takes whole"),
                new Bad("update-one", ",\"filter\":{\"_id\":1}", "update is needed"),
                new Bad("update-one", ",\"filter\":{\"_id\":1},\"update\":{\"$sett\":{\"a\":1}}", "did you mean $set?"),
                new Bad("delete-many", ",\"filter\":{\"$where\":\"1\"}", "$where runs JavaScript"),
                new Bad("delete-many", ",\"filter\":{\"_id\":99}", "no document of"),
                new Bad("update-one", ",\"filter\":{\"_id\":1},\"pipeline\":[{\"$out\":\"x\"}]", "$out writes"),
                new Bad("insert-many", ",\"documents\":[{\"a\":{\"$where\":\"1\"}}]", "do not begin with $"),
                new Bad("insert-many", ",\"documents\":[{},{},{},{},{},{}]", "at most 5"),
                new Bad(
                        "find-and-modify",
                        ",\"filter\":{\"_id\":1},\"remove\":true,\"upsert\":true",
                        "upsert does not go"),
                new Bad(
                        "bulk-write",
                        ",\"operations\":[{\"deleteMany\":{\"filter\":{}}}]",
                        "would match every document"),
                new Bad("bulk-write", ",\"operations\":[{\"drop\":{}}]", "operations[0].drop is not known"),
                new Bad(
                        "create-index",
                        ",\"definition\":[{\"keys\":{\"a\":1},\"expireAfterSeconds\":1}]",
                        "deletes them"),
                new Bad("rename-collection", ",\"newName\":\"system.users\"", "belong to the server"),
                new Bad("drop-index", ",\"indexName\":\"_id_\"", "cannot be dropped"),
                new Bad(
                        "delete-many",
                        ",\"filter\":{\"_id\":1},\"connectionId\":\"closed\"",
                        "connections.closed.writes: true"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesInWordsAndChangesNothing(Bad row) {
        var before = left();
        var body = call(row.tool(), orders(row.more()));
        assertTrue(body.contains("\"isError\":true") && body.contains(row.words()), body);
        assertFalse(body.contains("confirm\\\": "), body);
        assertEquals(before, left());
    }

    @Test
    void refusesMoreThanTheCap() {
        mongo.database().getCollection("orders").insertMany(List.of(new Document("_id", 5), new Document("_id", 6)));
        var body = call("delete-many", orders(",\"all\":true"));
        assertTrue(body.contains("limits.affected") && body.contains("more than 5 documents"), body);
        assertTrue(call("delete-one", orders(",\"all\":true"))
                .contains("1 document, the first of more than 5 that match, of"));
    }

    @Test
    void asksAnewWhereItHasBecomeMore() {
        var arguments = orders(",\"filter\":{\"status\":\"open\"}");
        var token = token(call("delete-many", arguments));
        mongo.database().getCollection("orders").insertOne(new Document("_id", 7).append("status", "open"));
        var again = call("delete-many", with(arguments, token));
        assertTrue(again.contains("it has become more") && again.contains("3 documents"), again);
        assertEquals(5, left().size());
        assertEquals("{\"deletedCount\":3}", structured(call("delete-many", with(arguments, token(again)))));
    }

    @Test
    void aTokenIsGoodForNothingElse() {
        var before = left();
        var token = token(call("delete-many", orders(",\"filter\":{\"status\":\"open\"}")));
        call("delete-many", with(orders(",\"filter\":{\"status\":\"paid\"}"), token));
        call("delete-one", with(orders(",\"filter\":{\"status\":\"open\"}"), token));
        call("drop-collection", with(orders(""), token));
        call("delete-many", with(orders(",\"filter\":{\"status\":\"open\"}"), token + "x"));
        assertEquals(before, left());
    }

    @Test
    void aTokenIsGoodForNoOtherCaller(@TempDir Path folder) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("tokens"), line("anna") + line("bert"));
        var variables = Map.of("MONGO_URI", mongo.uri(), "NEXUS_WRITES", "true", "NEXUS_TOKENS_FILE", file.toString());
        try (var guarded = NexusPeer.start(variables)) {
            var arguments = orders(",\"filter\":{\"status\":\"open\"}");
            var token = token(as(guarded, "anna", arguments));
            assertTrue(as(guarded, "bert", with(arguments, token)).contains("Nothing is done yet"));
            assertEquals(4, left().size());
            assertTrue(as(guarded, "anna", with(arguments, token)).contains("deletedCount"));
        }
    }

    private static String line(String name) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return name + " sha256:" + HexFormat.of().formatHex(hash) + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String as(NexusPeer guarded, String name, String arguments) {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"delete-many\","
                + "\"arguments\":" + arguments + "}}";
        return Http.post(guarded.url(), body, "MCP-Protocol-Version", "2025-11-25", "Authorization", "Bearer " + name)
                .body();
    }

    private static String modern(String params) {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{" + params
                + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{\"form\":{}}}}}}";
        return Http.post(nexus.url(), body, Mcp.headers("tools/call", "delete-many"))
                .body();
    }

    @Test
    void asksAPersonWhereTheClientCan() {
        var call = "\"name\":\"delete-many\",\"arguments\":" + orders(",\"filter\":{\"status\":\"open\"}");
        var yes = ",\"inputResponses\":{\"confirm\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}}";
        assertTrue(modern(call + yes).contains("\"resultType\":\"input_required\""), "a consent that nobody asked for");
        var asked = modern(call);
        assertTrue(asked.contains("This would delete 2 documents"), asked);
        Matcher state = STATE.matcher(asked);
        assertTrue(state.find(), asked);
        var answer = call + ",\"requestState\":\"" + state.group(1) + "\"";
        assertEquals(4, left().size());
        var done = modern(answer + yes);
        assertTrue(done.contains("\"deletedCount\":2"), done);
        assertTrue(modern(answer + yes).contains("used already"));
        assertEquals(2, left().size());
    }

    @Test
    void listsThemOnlyWhereSomeConnectionTakesWrites() throws InterruptedException {
        var list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        var open = Http.post(nexus.url(), list, "MCP-Protocol-Version", "2025-11-25")
                .body();
        try (var closed = NexusPeer.start(Map.of("MONGO_URI", mongo.uri()))) {
            var body = Http.post(closed.url(), list, "MCP-Protocol-Version", "2025-11-25")
                    .body();
            var more = open.length() - body.length();
            assertTrue(more <= MOST_LIST_BYTES, () -> "they add " + more + " bytes to tools/list");
            for (var tool : List.of("insert-many", "delete-many", "bulk-write", "drop-database", "create-index")) {
                assertTrue(open.contains("\"name\":\"" + tool + "\""), tool);
                assertFalse(body.contains("\"name\":\"" + tool + "\""), tool);
            }
            assertTrue(
                    closed.call("delete-many", orders(",\"all\":true")).body().contains("there is no tool"));
            assertEquals(4, left().size());
        }
    }

    @Test
    void theEmbeddedDatabaseCanBeWritten() throws InterruptedException {
        try (var embedded = NexusPeer.start(Map.of("NEXUS_WRITES", "true"))) {
            var arguments = "{\"database\":\"shop\",\"collection\":\"notes\",\"documents\":[{\"_id\":1}]}";
            assertTrue(embedded.call("insert-many", arguments).body().contains("insertedCount"));
        }
    }
}
