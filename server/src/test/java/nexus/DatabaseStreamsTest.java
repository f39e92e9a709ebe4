package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Mcp;
import nexus.testing.WirePeer;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From the client's connection down to the database and back: what is cancelled ends there, what changes there is
/// told.
class DatabaseStreamsTest {
    private static final String ORDERS = "mongodb://default/shop/orders";
    private static final String FIND =
            "\"name\":\"find\",\"arguments\":{\"database\":\"shop\",\"collection\":\"orders\"}";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Queue<BsonDocument> changes = new ConcurrentLinkedQueue<>();
    private WirePeer mongo;
    private NexusPeer nexus;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        mongo = WirePeer.replicaSet(this::reply);
        nexus = NexusPeer.start(Map.of(
                "MONGO_URI", mongo.uri(),
                "NEXUS_HTTP_STREAM_AFTER", "100ms",
                "NEXUS_HTTP_HEARTBEAT", "100ms"));
    }

    @AfterEach
    void stop() {
        mongo.release();
        nexus.close();
        mongo.close();
    }

    /// A change is handed out once; until there is one, `getMore` is held as by a server that sees none.
    private BsonDocument reply(BsonDocument command) {
        return switch (command.getFirstKey()) {
            case "find" -> WirePeer.cursor(7, "firstBatch", "{\"_id\": 1}");
            case "aggregate" ->
                command.toJson().contains("$changeStream")
                        ? WirePeer.cursor(9, "firstBatch", "")
                        : WirePeer.cursor(0, "firstBatch", "{\"opid\": 4711}");
            case "getMore" -> {
                var change = changes.poll();
                if (changes.isEmpty()) mongo.hold("getMore");
                yield change == null ? WirePeer.cursor(9, "nextBatch", "") : change;
            }
            default -> BsonDocument.parse("{\"ok\": 1}");
        };
    }

    private HttpResponse<InputStream> find() {
        var meta = "\"_meta\":{\"traceparent\":\"" + TRACE + "\",";
        return Mcp.open(nexus.url(), Mcp.modern("tools/call", FIND).replace("\"_meta\":{", meta), "find");
    }

    @Test
    void aQueryOfAClientThatIsGoneIsKilled() throws IOException {
        mongo.hold("find");
        find().body().close();
        Eventually.holds("killOp", () -> !mongo.commands("killOp").isEmpty());
        assertEquals(4711, mongo.commands("killOp").getFirst().getInt32("op").getValue());
    }

    @Test
    void aCursorOfAClientThatIsGoneIsClosed() throws IOException {
        mongo.hold("getMore");
        find().body().close();
        Eventually.holds("killCursors", () -> !mongo.commands("killCursors").isEmpty());
        assertTrue(mongo.commands("killCursors").toString().contains("7"));
    }

    @Test
    void aQueryThatALegacyClientCancelsIsKilled() throws IOException {
        mongo.hold("find");
        var session = Mcp.session(nexus.url(), "{}");
        var response = Mcp.open(nexus.url(), Mcp.legacy("tools/call", FIND), "", Mcp.inSession(session));
        Http.post(
                nexus.url(),
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
                Mcp.inSession(session));
        Eventually.holds("killOp", () -> !mongo.commands("killOp").isEmpty());
        assertEquals(0, Mcp.events(response.body()).size());
    }

    @Test
    void theTraceOfACallIsInTheCommentOfItsQuery() throws IOException {
        mongo.hold("getMore");
        try (var _ = find().body()) {
            var comment = mongo.commands("find").getFirst().getString("comment").getValue();
            assertTrue(comment.endsWith(" traceparent=" + TRACE), comment);
        }
    }

    @Test
    void aListenStreamTellsOfChangesInACollection() throws IOException {
        var wish = "\"notifications\":{\"resourceSubscriptions\":[\"" + ORDERS + "\",\"mongodb://default/shop\"]}";
        try (var stream = Mcp.open(nexus.url(), Mcp.modern("subscriptions/listen", wish), "")
                .body()) {
            var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            var acknowledged = data(lines);
            assertTrue(
                    acknowledged.contains("\"notifications\":{\"resourceSubscriptions\":[\"" + ORDERS + "\"]}"),
                    acknowledged);
            assertTrue(data(lines).contains("notifications/resources/updated"), "what was missed before");
            change();
            var updated = data(lines);
            assertTrue(updated.contains("\"method\":\"notifications/resources/updated\""), updated);
            assertTrue(updated.contains("\"uri\":\"" + ORDERS + "\""), updated);
            assertTrue(updated.contains("\"io.modelcontextprotocol/subscriptionId\":1"), updated);
        }
        Eventually.holds(
                "the change stream is closed",
                () -> !mongo.commands("killCursors").isEmpty());
    }

    @Test
    void theStreamOfASessionTellsOfChangesInACollection() throws IOException {
        var session = Mcp.session(nexus.url(), "{}");
        try (var stream = Mcp.stream(nexus.url(), session).body()) {
            var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            var subscribe = Mcp.legacy("resources/subscribe", "\"uri\":\"" + ORDERS + "\"");
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                    Http.post(nexus.url(), subscribe, Mcp.inSession(session)).body());
            var updated = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":{\"uri\":\""
                    + ORDERS + "\"}}";
            assertEquals(updated, data(lines), "what was missed before");
            change();
            assertEquals(updated, data(lines));
        }
    }

    @Test
    void onlyWhatCanBeWatchedIsAdvertised() throws InterruptedException {
        var discover = Mcp.modern("server/discover", "");
        var headers = Mcp.headers("server/discover", "");
        assertTrue(Http.post(nexus.url(), discover, headers).body().contains("\"resources\":{\"subscribe\":true}"));
        try (var alone = NexusPeer.start(Map.of())) {
            assertTrue(Http.post(alone.url(), discover, headers).body().contains("\"resources\":{}"));
        }
    }

    private void change() {
        changes.add(WirePeer.cursor(9, "nextBatch", "{\"_id\": {\"_data\": \"1\"}}"));
        mongo.release();
    }

    private static String data(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) return line.substring(6);
        }
        return "";
    }
}
