package nexus.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import nexus.NexusPeer;
import nexus.testing.Json;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Probes of what is asked of the database, and of what it answers.
class QueryProbesTest {
    private static final int MEGABYTE = 1 << 20;

    private static MongoPeer mongo;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        mongo = MongoPeer.start();
        var things = mongo.database().getCollection("things");
        for (int i = 0; i < 200; i++) things.insertOne(new Document("_id", i).append("name", "n" + i));
        var large = mongo.database().getCollection("large");
        for (int i = 0; i < 100; i++) {
            large.insertOne(
                    new Document("_id", i).append("text", "x".repeat(MEGABYTE)).append("after", "seen"));
        }
        nexus = NexusPeer.start(Map.of("MONGO_URI", mongo.uri()));
    }

    @AfterAll
    static void stop() {
        nexus.close();
        mongo.close();
    }

    /// The result of a tool, which may be an error for the model.
    private static Json call(String tool, String collection, String arguments) {
        var given = "{\"database\":\"" + mongo.databaseName() + "\",\"collection\":\"" + collection + "\""
                + (arguments.isEmpty() ? "" : "," + arguments) + "}";
        return Json.parse(nexus.call(tool, given).body()).at("result").orElseThrow();
    }

    private static boolean isRefused(Json result) {
        return result.at("isError").map(Json::written).equals(Optional.of("true"));
    }

    private static long found(Json result) {
        return Long.parseLong(data(result).at("count").orElseThrow().written());
    }

    private static Json data(Json result) {
        var text = result.at("content").orElseThrow().items().getFirst().text("text");
        return Json.parse(text.orElseThrow());
    }

    /// Peers refused most of these, and one of them not below the top of a pipeline: the collection was written.
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"$out\":\"stolen\"}",
                "{\"$merge\":{\"into\":\"stolen\"}}",
                "{\"$facet\":{\"a\":[{\"$out\":\"stolen\"}]}}",
                "{\"$facet\":{\"a\":[{\"$merge\":{\"into\":\"stolen\"}}]}}",
                "{\"$lookup\":{\"from\":\"things\",\"pipeline\":[{\"$out\":\"stolen\"}],\"as\":\"a\"}}",
                "{\"$unionWith\":{\"coll\":\"things\",\"pipeline\":[{\"$out\":\"stolen\"}]}}",
                "{\"$lookup\":{\"from\":{\"db\":\"admin\",\"coll\":\"system.users\"},\"as\":\"a\",\"pipeline\":[]}}",
                "{\"$unionWith\":\"system.users\"}",
                "{\"$match\":{\"$where\":\"true\"}}",
                "{\"$match\":{\"$expr\":{\"$function\":{\"body\":\"f\",\"args\":[],\"lang\":\"js\"}}}}",
                "{\"$group\":{\"_id\":null,\"a\":{\"$accumulator\":{}}}}"
            })
    void stagesThatWriteRunCodeOrLeaveTheDatabaseAreRefused(String stage) {
        var result = call("aggregate", "things", "\"pipeline\":[" + stage + "]");
        assertTrue(isRefused(result), result.written());
        assertFalse(
                mongo.database().listCollectionNames().into(new ArrayList<>()).contains("stolen"));
    }

    /// A peer sent it on, and the database dropped the connection.
    @Test
    void aFilterTwoThousandDeepIsRefusedAndTheServerGoesOn() {
        var deep = "{\"$and\":[".repeat(2_000) + "{\"a\":1}" + "]}".repeat(2_000);
        var answer = nexus.call(
                "find",
                "{\"database\":\"" + mongo.databaseName() + "\",\"collection\":\"things\",\"filter\":" + deep + "}");
        var told = Json.parse(answer.body());
        assertTrue(told.at("error").isPresent() || isRefused(told.at("result").orElseThrow()), answer.body());
        assertEquals(200, found(call("count", "things", "")));
    }

    /// Peers answered "0 documents" to a document as large as this, so that nothing could ever read it.
    @Test
    void aDocumentOfAMegabyteIsCutAndNotDropped() {
        var result = call("find", "large", "\"filter\":{\"_id\":7}");
        assertEquals(1, found(result));
        var document = data(result).at("documents").orElseThrow().items().getFirst();
        assertEquals("7", document.at("_id").orElseThrow().written());
        assertTrue(data(result).at("notes").orElseThrow().written().contains("cut"), "a note says so");
    }

    /// A peer answered 31 MB to this, the data twice.
    @Test
    void aHundredMegabytesStayWithinTheBudgetOfOneAnswer() {
        var answer = nexus.call(
                "find",
                "{\"database\":\"" + mongo.databaseName()
                        + "\",\"collection\":\"large\",\"limit\":100,\"responseBytesLimit\":100000000}");
        var budget = 17 * MEGABYTE;
        assertTrue(answer.body().length() < budget, answer.body().length() + " bytes");
        var result = Json.parse(answer.body()).at("result").orElseThrow();
        assertTrue(isRefused(result) || found(result) > 0);
    }

    /// Peers capped the first and took the second for five documents.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"1000000000", "-5", "0", "1.5", "\"10\""})
    void anOddLimitIsRefusedInWords(String limit) {
        var result = call("find", "things", "\"limit\":" + limit);
        assertTrue(isRefused(result), result.written());
        assertTrue(result.written().contains("limit must be a whole number from 1 to"), result.written());
    }

    @Test
    void aFilterThatIsTextIsRefusedWithTheWayOut() {
        var result = call("find", "things", "\"filter\":\"{}\"");
        assertTrue(isRefused(result), result.written());
        assertTrue(result.written().contains("without quotes around it"), result.written());
    }

    /// Other peers found nothing for the first and failed at the second.
    @Test
    void datesAndObjectIdsAreUnderstood() {
        var typed = mongo.database().getCollection("typed");
        var id = new ObjectId();
        typed.insertOne(new Document("_id", id).append("at", Instant.ofEpochMilli(1_000_000_000_000L)));
        var byDate = call("count", "typed", "\"query\":{\"at\":{\"$gte\":{\"$date\":\"2001-01-01T00:00:00Z\"}}}");
        assertEquals(1, found(byDate));
        assertEquals(1, found(call("count", "typed", "\"query\":{\"_id\":{\"$oid\":\"" + id + "\"}}")));
    }

    /// A peer counted, and ran every pipeline a second time, behind each answer.
    @Test
    void moreToComeIsToldWithoutACount() {
        var result = call("find", "things", "\"limit\":10");
        assertEquals(10, found(result));
        assertEquals("true", data(result).at("hasMore").orElseThrow().written());
    }
}
