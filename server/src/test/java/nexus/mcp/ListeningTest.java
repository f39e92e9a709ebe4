package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nexus.mcp.catalog.Changes.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `subscriptions/listen`, from its acknowledgement to its end.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ListeningTest {
    private static final String METHOD = "subscriptions/listen";
    private static final String ID = "io.modelcontextprotocol/subscriptionId";
    private static final String BELL = "\"toolsListChanged\":true,\"resourceSubscriptions\":[\"bell://one\"]";

    private final Bells bells = new Bells();
    private final McpServer server = new Replicas(bells.catalog()).start(Replicas.A);
    private final Recorder stream = new Recorder();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        server.endStreams();
        threads.shutdownNow();
    }

    private Future<Told> listen(String id, String wishes, Recorder channel) {
        return threads.submit(() -> listenHere(id, wishes, channel));
    }

    private Told listenHere(String id, String wishes, Channel channel) {
        var headers = new Headers(
                Optional.of("2026-07-28"),
                Optional.of(METHOD),
                Optional.empty(),
                Optional.empty(),
                _ -> Optional.empty());
        var body = Agent.ANNA.body(id, METHOD, "\"notifications\":" + wishes);
        return Agent.ANNA.send(server, body, headers, channel);
    }

    private static JsonNode acknowledged(Recorder channel) {
        var message = channel.next();
        assertEquals(
                "notifications/subscriptions/acknowledged",
                message.path("method").asString());
        return message;
    }

    /// One row: what is wished, and what is honoured.
    record Wishes(String wished, String honoured) {}

    static List<Wishes> wishes() {
        return List.of(
                new Wishes("{}", "{}"),
                new Wishes(
                        "{\"toolsListChanged\":true,\"promptsListChanged\":true,\"resourcesListChanged\":true}",
                        "{\"toolsListChanged\":true}"),
                new Wishes("{\"toolsListChanged\":false}", "{}"),
                new Wishes("{\"toolsListChanged\":\"true\"}", "{}"),
                new Wishes("{\"somethingNew\":true,\"taskIds\":[\"1\"]}", "{}"),
                new Wishes("{\"resourceSubscriptions\":[]}", "{}"),
                new Wishes(
                        "{\"resourceSubscriptions\":[\"stone://one\",\"bell://one\",\"nope://one\",\"bell://one\"]}",
                        "{\"resourceSubscriptions\":[\"bell://one\"]}"),
                new Wishes(
                        "{\"resourceSubscriptions\":[\"bell://two\",\"bell://one\"],\"toolsListChanged\":true}",
                        "{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"bell://two\",\"bell://one\"]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wishes")
    void acknowledgesWhatItWillDo(Wishes row) {
        var _ = listen("1", row.wished(), stream);
        assertEquals(
                row.honoured(), acknowledged(stream).at("/params/notifications").toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"7", "\"7\"", "-1", "0", "\"a\\u0022\\\\b\"", "\"🌍\"", "123456789012345678"})
    void tellsEverythingUnderTheIdOfItsRequest(String id) throws InterruptedException, ExecutionException {
        var listening = listen(id, "{" + BELL + "}", stream);
        var expected = Told.read(("{\"id\":" + id + "}").getBytes(UTF_8)).path("id");
        assertEquals(expected, idOf(acknowledged(stream)));
        bells.ring("one");
        assertEquals(expected, idOf(stream.next()));
        bells.changes.tell(Change.TOOLS);
        assertEquals(expected, idOf(stream.next()));
        server.endStreams();
        assertEquals(expected, listening.get().result().path("_meta").path(ID));
    }

    private static JsonNode idOf(JsonNode notification) {
        return notification.at("/params/_meta").path(ID);
    }

    @Test
    void tellsWhatWasWishedAndNothingElse() {
        var _ = listen("1", "{" + BELL + "}", stream);
        acknowledged(stream);
        bells.ring("two");
        bells.changes.tell(Change.PROMPTS);
        bells.ring("one");
        var updated = stream.next();
        assertEquals(Bells.UPDATED, updated.path("method").asString());
        assertEquals("bell://one", updated.at("/params/uri").asString());
        bells.changes.tell(Change.TOOLS);
        assertEquals(Change.TOOLS.method(), stream.next().path("method").asString());
    }

    @Test
    void endsWithItsResult() throws InterruptedException, ExecutionException {
        var listening = listen("1", "{" + BELL + "}", stream);
        acknowledged(stream);
        server.endStreams();
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"_meta\":{\"" + ID + "\":1}}}",
                listening.get().message().toString());
        assertEquals(0, bells.watchers("one"));
    }

    @Test
    void endsAtOnceWhereTheServerStops() {
        server.endStreams();
        listenHere("1", "{" + BELL + "}", stream).isDone();
        acknowledged(stream);
        assertEquals(0, bells.watchers("one"));
    }

    @Test
    void watchesNothingOnceItsClientIsGone() throws InterruptedException, ExecutionException {
        var listening = listen("1", "{" + BELL + "}", stream);
        acknowledged(stream);
        assertEquals(1, bells.watchers("one"));
        stream.leave();
        assertInstanceOf(Reply.None.class, listening.get().reply());
        assertEquals(0, bells.watchers("one"));
    }

    @Test
    void sharesAWatchWithItsNeighbours() throws InterruptedException, ExecutionException {
        var other = new Recorder();
        var _ = listen("1", "{" + BELL + "}", stream);
        acknowledged(stream);
        var leaving = listen("2", "{" + BELL + "}", other);
        acknowledged(other);
        assertEquals(1, bells.watchers("one"));
        bells.ring("one");
        assertEquals(1, idOf(stream.next()).asInt());
        assertEquals(2, idOf(other.next()).asInt());
        other.leave();
        leaving.get();
        bells.ring("one");
        assertEquals(1, idOf(stream.next()).asInt());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "null",
                "[]",
                "true",
                "{\"resourceSubscriptions\":\"bell://one\"}",
                "{\"resourceSubscriptions\":{}}",
                "{\"resourceSubscriptions\":[1]}",
                "{\"resourceSubscriptions\":[\"bell://one\",null]}"
            })
    void refusesWishesThatAreNone(String wishes) {
        listenHere("1", wishes, stream).hasFailed(Fault.INVALID_PARAMS);
        assertEquals(0, bells.watchers("one"));
    }

    @Test
    void watchesAHundredAndNoMore() {
        var _ = listen("1", uris(100), stream);
        assertEquals(
                100,
                acknowledged(stream)
                        .at("/params/notifications/resourceSubscriptions")
                        .size());
        listenHere("2", uris(101), new Recorder()).hasFailed(Fault.INVALID_PARAMS);
    }

    private static String uris(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "\"bell://" + number + "\"")
                .collect(Collectors.joining(",", "{\"resourceSubscriptions\":[", "]}"));
    }

    @Test
    void needsAStreamAndRoom() {
        listenHere("1", "{" + BELL + "}", Channel.NONE).hasFailed(Fault.INVALID_PARAMS);
        assertInstanceOf(
                Reply.Busy.class,
                listenHere("1", "{" + BELL + "}", new Recorder(false)).reply());
        assertEquals(0, bells.watchers("one"));
    }

    @Test
    void isNotForClientsOfTheHandshake() {
        var told = Guest.greet(server).send(server, METHOD, "\"notifications\":{}");
        assertTrue(told.message().at("/error/code").asInt() == Fault.METHOD_NOT_FOUND, told.message()::toString);
    }
}
