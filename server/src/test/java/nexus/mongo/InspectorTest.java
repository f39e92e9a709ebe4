package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nexus.testing.WirePeer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What mongo-java-server lacks, against a scripted peer of MongoDB's wire protocol.
class InspectorTest {
    private static final String EXPLAINED = """
            {"explainVersion": "1", "queryPlanner": {"namespace": "shop.orders",
              "parsedQuery": {"host": {"$eq": "x"}},
              "winningPlan": {"stage": "FETCH", "inputStage": {"stage": "IXSCAN", "indexName": "host_1",
                "keyPattern": {"host": 1}, "indexBounds": {"host": ["[\\"x\\", \\"x\\"]"]}}},
              "rejectedPlans": [{"stage": "COLLSCAN"}]},
             "executionStats": {"nReturned": 2, "executionTimeMillis": 3, "totalKeysExamined": 2, "totalDocsExamined": 2},
             "command": {"find": "orders", "$db": "shop"},
             "serverInfo": {"host": "mongo-a.internal", "port": 27017}, "serverParameters": {"x": 1}, "ok": 1}""";

    private static final String SHARDED = """
            {"queryPlanner": {"winningPlan": {"stage": "SHARD_MERGE", "shards": [
              {"shardName": "a", "connectionString": "a/mongo-a:27017", "serverInfo": {"host": "mongo-a"},
               "winningPlan": {"queryPlan": {"stage": "COLLSCAN", "direction": "forward"}, "slotBasedPlan": {"stages": "s"}}}]}},
             "ok": 1}""";

    private BsonDocument reply = new BsonDocument();
    private WirePeer wire;
    private Connection connection;

    @BeforeEach
    void start() throws IOException {
        wire = WirePeer.standalone(_ -> reply);
        connection = Connection.open("main", Shelf.settings(wire.uri()), Way.DIRECT, Events.NONE);
    }

    @AfterEach
    void stop() {
        connection.close();
        wire.close();
    }

    private Answer explain(String method, String verbosity) {
        return connection.reader().inspector().explain(new Explain("shop", "orders", method, verbosity));
    }

    private static Answer.Facts facts(Answer answer) {
        return assertInstanceOf(Answer.Facts.class, answer, answer::toString);
    }

    private static String json(Answer.Facts facts) {
        return new String(facts.json(), UTF_8);
    }

    private static String items(Answer answer) {
        var listed = assertInstanceOf(Answer.Listed.class, answer, answer::toString);
        return new String(JsonBuffer.join(listed.items().json()), UTF_8);
    }

    @Test
    void tellsThePlanAndNothingOfTheServer() {
        reply = BsonDocument.parse(EXPLAINED);
        var facts = facts(explain(
                "[{\"name\": \"find\", \"arguments\": {\"filter\": {\"host\": \"x\"}, \"limit\": 5}}]",
                "executionStats"));
        assertEquals(
                "IXSCAN host_1 > FETCH: returned 2, looked at 2 index keys and 2 documents in 3 ms", facts.summary());
        assertEquals(List.of(), facts.notes());
        assertTrue(json(facts).startsWith("{\"queryPlanner\":{\"namespace\":\"shop.orders\","), json(facts));
        assertTrue(json(facts).contains("\"parsedQuery\":{\"host\":{\"$eq\":\"x\"}}"), json(facts));
        assertFalse(json(facts).contains("mongo-a") || json(facts).contains("serverParameters"), json(facts));
    }

    @Test
    void tellsOfEveryShardAndThatAnIndexIsMissing() {
        reply = BsonDocument.parse(SHARDED);
        var facts = facts(explain("[{\"name\": \"count\"}]", "queryPlanner"));
        assertEquals("COLLSCAN", facts.summary());
        assertTrue(
                facts.notes().getFirst().startsWith("COLLSCAN reads every document"),
                facts.notes().toString());
        assertFalse(json(facts).contains("mongo-a") || json(facts).contains("slotBasedPlan"), json(facts));
    }

    @Test
    void cutsALargePlan() {
        var stages = new BsonArray();
        for (int i = 0; i < 5_000; i++) stages.add(new BsonDocument("$match", new BsonDocument("n", new BsonInt32(i))));
        reply = new BsonDocument("stages", stages).append("ok", new BsonInt32(1));
        var facts = facts(explain("[{\"name\": \"count\"}]", "queryPlanner"));
        assertTrue(facts.json().length <= 64 << 10, "" + facts.json().length);
        assertEquals(List.of("The plan is large and was cut to fit into 65536 bytes."), facts.notes());
        assertTrue(BsonDocument.parse(json(facts)).containsKey("stages"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "find | {\"filter\": {\"a\": 1}, \"sort\": {\"a\": -1}} "
                        + "| {\"find\": \"orders\", \"filter\": {\"a\": 1}, \"sort\": {\"a\": -1}}",
                "aggregate | {\"pipeline\": [{\"$limit\": 1}]} "
                        + "| {\"aggregate\": \"orders\", \"pipeline\": [{\"$limit\": 1}], \"cursor\": {}}",
                "count | {\"query\": {\"a\": 1}} | {\"aggregate\": \"orders\", \"pipeline\": [{\"$match\": {\"a\": 1}}, "
                        + "{\"$group\": {\"_id\": 1, \"n\": {\"$sum\": 1}}}], \"cursor\": {}}",
            })
    void asksWithACommentAndATimeLimit(String name, String arguments, String command) {
        reply = BsonDocument.parse("{\"ok\": 1}");
        facts(explain("[{\"name\": \"" + name + "\", \"arguments\": " + arguments + "}]", "queryPlanner"));
        var sent = wire.commands("explain").getFirst();
        assertEquals(BsonDocument.parse(command), sent.getDocument("explain"));
        assertEquals(new BsonString("queryPlanner"), sent.get("verbosity"));
        assertTrue(sent.getString("comment").getValue().startsWith("nexus "), sent.toJson());
        assertTrue(sent.getNumber("maxTimeMS").longValue() > 0, sent.toJson());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "[] | method must be an array of one object",
                "[{}] | method must be an array of one object",
                "[{\"name\": \"find\"}, {\"name\": \"find\"}] | method must be an array of one object",
                "[{\"name\": \"update\"}] | method must be an array of one object",
                "[{\"name\": \"find\", \"filter\": {}}] | method[0].filter: there is no such argument; there are arguments, name",
                "[{\"name\": \"find\", \"arguments\": []}] | method must be an array of one object",
                "[{\"name\": \"find\", \"arguments\": {\"query\": {}}}] | method[0].arguments.query: there is no such argument",
                "[{\"name\": \"find\", \"arguments\": {\"filter\": 1}}] | method[0].arguments.filter must be an object",
                "[{\"name\": \"find\", \"arguments\": {\"limit\": -1}}] | method[0].arguments.limit must be a whole number",
                "[{\"name\": \"find\", \"arguments\": {\"filter\": {\"$where\": \"1\"}}}] | filter.$where: $where runs JavaScript",
                "[{\"name\": \"find\", \"arguments\": {\"projection\": {\"a\": {\"$function\": {}}}}}] | projection.a.$function: $function runs",
                "[{\"name\": \"count\", \"arguments\": {\"query\": {\"$where\": \"1\"}}}] | query.$where: $where runs JavaScript",
                "[{\"name\": \"aggregate\", \"arguments\": {}}] | method[0].arguments.pipeline is needed",
                "[{\"name\": \"aggregate\", \"arguments\": {\"pipeline\": [{\"$merge\": \"x\"}]}}] | pipeline[0].$merge: $merge writes",
            })
    void refuses(String method, String reason) {
        var answer = explain(method, "queryPlanner");
        var refused = assertInstanceOf(Answer.Refused.class, answer, answer::toString);
        assertTrue(refused.reason().startsWith(reason), refused.reason());
        assertEquals(List.of(), wire.commands("explain"));
    }

    @Test
    void showsTheNewestLinesOfTheLogFirstAndWithoutAddresses() {
        reply = BsonDocument.parse("{\"ok\": 1, \"totalLinesWritten\": 3}")
                .append(
                        "log",
                        new BsonArray(List.of(
                                new BsonString("plain text from 10.0.0.7:4711"),
                                new BsonString("{\"t\": {\"$date\": \"2026-01-31T10:00:00.000+00:00\"}, \"s\": \"I\","
                                        + " \"c\": \"NETWORK\", \"id\": 22943, \"ctx\": \"listener\","
                                        + " \"msg\": \"Connection accepted\","
                                        + " \"attr\": {\"remote\": \"10.0.0.7:4711\", \"connectionCount\": 7}}"))));
        var inspector = connection.reader().inspector();
        assertEquals(
                "[{\"at\":{\"$date\":\"2026-01-31T10:00:00Z\"},\"severity\":\"I\",\"component\":\"NETWORK\","
                        + "\"context\":\"listener\",\"message\":\"Connection accepted\","
                        + "\"attributes\":{\"remote\":\"<hidden>\",\"connectionCount\":7}},"
                        + "{\"text\":\"plain text from <address>\"}]",
                items(inspector.logs(new Logs("global", 10))));
        var one = assertInstanceOf(Answer.Listed.class, inspector.logs(new Logs("global", 1)));
        assertEquals(1, one.items().count());
        assertTrue(one.items().hasMore());
        assertEquals(
                "admin", wire.commands("getLog").getFirst().getString("$db").getValue());
    }

    @Test
    void showsWhatTheServerDoesWithoutWhereItComesFrom() {
        reply = WirePeer.cursor(
                0,
                "firstBatch",
                "{\"type\": \"op\", \"host\": \"mongo-a:27017\", \"client\": \"10.0.0.7:4711\", \"opid\": 12,"
                        + " \"active\": true, \"secs_running\": 9, \"op\": \"query\", \"ns\": \"shop.orders\","
                        + " \"effectiveUsers\": [{\"user\": \"nexus\"}], \"planSummary\": \"COLLSCAN\","
                        + " \"command\": {\"find\": \"orders\", \"filter\": {\"a\": 1}, \"lsid\": {\"id\": 1}}}");
        var answer = connection.reader().inspector().running(new Running(5, 20));
        assertEquals(
                "[{\"opid\":12,\"operation\":\"query\",\"namespace\":\"shop.orders\",\"seconds\":9,"
                        + "\"plan\":\"COLLSCAN\",\"command\":{\"find\":\"orders\",\"filter\":{\"a\":1},"
                        + "\"lsid\":\"<hidden>\"}}]",
                items(answer));
        var sent = wire.commands("aggregate").getFirst();
        var match = sent.getArray("pipeline").get(1).asDocument().getDocument("$match");
        assertEquals(BsonDocument.parse("{\"$gte\": 5}"), match.getDocument("secs_running"));
        assertEquals(
                sent.getString("comment"), match.getDocument("command.comment").getString("$ne"));
    }

    @ParameterizedTest
    @CsvSource({"59, CommandNotFound", "40324, Location40324"})
    void saysWhatTheServerLacks(int code, String name) {
        reply = WirePeer.failure(code, name);
        assertEquals(
                new Answer.Refused("this server has no currentOp: do without it"),
                connection.reader().inspector().running(new Running(0, 20)));
    }

    @Test
    void aUserWithoutTheRoleIsAFailureOfTheConnection() {
        reply = WirePeer.failure(13, "Unauthorized");
        var answer = connection.reader().inspector().logs(new Logs("global", 10));
        var failed = assertInstanceOf(Answer.Failed.class, answer, answer::toString);
        assertTrue(
                failed.reason().contains("is not authorized for it; its operator can grant the role"), failed.reason());
    }

    @Test
    void triesAgainWhenTheConnectionIsCut() {
        reply = WirePeer.CUT;
        var answer = connection.reader().inspector().databaseStats("shop");
        assertInstanceOf(Answer.Failed.class, answer, answer::toString);
        assertEquals(2, wire.commands("dbStats").size());
    }

    @Test
    void tellsSizesInBytesUnderPlainNames() {
        reply = BsonDocument.parse("{\"ok\": 1, \"db\": \"shop\", \"collections\": 2, \"views\": 1, \"objects\": 7,"
                + " \"avgObjSize\": 100.5, \"dataSize\": 703.0, \"storageSize\": 4096.0, \"indexes\": 3,"
                + " \"indexSize\": 8192.0, \"raw\": {\"a/mongo-a:27017\": {}}}");
        assertEquals(
                "{\"database\":\"shop\",\"collections\":2,\"views\":1,\"documents\":7,\"averageDocumentBytes\":100,"
                        + "\"dataBytes\":703,\"storageBytes\":4096,\"indexes\":3,\"indexBytes\":8192}",
                json(facts(connection.reader().inspector().databaseStats("shop"))));
    }

    @Test
    void tellsTheSizeOfEveryIndex() {
        reply = BsonDocument.parse("{\"ok\": 1, \"ns\": \"shop.orders\", \"count\": 7, \"size\": 703,"
                + " \"storageSize\": 4096, \"totalIndexSize\": 8192, \"indexSizes\": {\"_id_\": 4096, \"a_1\": 4096},"
                + " \"wiredTiger\": {}}");
        assertEquals(
                "{\"collection\":\"shop.orders\",\"documents\":7,\"dataBytes\":703,\"storageBytes\":4096,"
                        + "\"indexBytes\":8192,\"indexes\":{\"_id_\":4096,\"a_1\":4096}}",
                json(facts(connection.reader().inspector().collectionStats("shop", "orders"))));
    }
}
