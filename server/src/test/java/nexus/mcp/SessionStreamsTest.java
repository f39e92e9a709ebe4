package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nexus.mcp.catalog.Changes.Change;
import nexus.testing.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The stream of a session and its subscriptions, at any replica. The session is of A.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionStreamsTest {
    private static final int DEADLINE_SECONDS = 30;

    private final Bells bells = new Bells();
    private final Replicas replicas = new Replicas(bells.catalog());
    private final McpServer a = replicas.start(Replicas.A);
    private final McpServer b = replicas.start(Replicas.B);
    private final Guest guest = Guest.greet(a);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        a.endStreams();
        b.endStreams();
        threads.shutdownNow();
    }

    private static Reply end(Future<Reply> stream) throws InterruptedException, ExecutionException, TimeoutException {
        return stream.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private void subscribe(McpServer server, String uri) {
        guest.send(server, "resources/subscribe", "\"uri\":\"" + uri + "\"").isDone();
    }

    private static String updated(Recorder stream) {
        var message = stream.next();
        assertEquals(Bells.UPDATED, message.path("method").asString(), message::toString);
        assertTrue(message.at("/params/_meta").isMissingNode(), message::toString);
        return message.at("/params/uri").asString();
    }

    @Test
    void tellWhereverTheyAreOpenAndWhereverTheSubscriptionWas() {
        for (var listening : List.of(a, b)) {
            for (var subscribing : List.of(a, b)) {
                var session = Guest.greet(a);
                var stream = new Recorder();
                var _ = session.listen(listening, stream, threads);
                session.send(subscribing, "resources/subscribe", "\"uri\":\"bell://one\"")
                        .isDone();
                bells.ring("two");
                bells.ring("one");
                assertEquals("bell://one", updated(stream));
                session.end(b);
            }
        }
    }

    @Test
    void tellAfterwardsWhatHappenedBefore() {
        subscribe(b, "bell://one");
        bells.ring("one");
        var stream = new Recorder();
        var _ = guest.listen(b, stream, threads);
        assertEquals("bell://one", updated(stream));
    }

    @Test
    void tellOfTheLists() {
        var stream = new Recorder();
        var _ = guest.listen(b, stream, threads);
        bells.changes.tell(Change.TOOLS);
        assertEquals(Change.TOOLS.method(), stream.next().path("method").asString());
    }

    @Test
    void tellNothingOnceItIsUnsubscribed() {
        var stream = new Recorder();
        var _ = guest.listen(b, stream, threads);
        subscribe(a, "bell://one");
        subscribe(b, "bell://two");
        assertEquals(1, bells.watchers("one"));
        guest.send(b, "resources/unsubscribe", "\"uri\":\"bell://one\"").isDone();
        assertEquals(0, bells.watchers("one"));
        bells.ring("one");
        bells.ring("two");
        assertEquals("bell://two", updated(stream));
    }

    @Test
    void endWithTheirSession() throws InterruptedException, ExecutionException, TimeoutException {
        for (var listening : List.of(a, b)) {
            for (var ending : List.of(a, b)) {
                var session = Guest.greet(a);
                var stream = session.listen(listening, new Recorder(), threads);
                session.send(a, "resources/subscribe", "\"uri\":\"bell://one\"").isDone();
                session.end(ending);
                assertInstanceOf(Reply.None.class, end(stream));
                assertEquals(0, bells.watchers("one"));
            }
        }
    }

    @Test
    void giveWayToTheNextOneWhereverItIs() throws InterruptedException, ExecutionException, TimeoutException {
        subscribe(a, "bell://one");
        for (var first : List.of(a, b)) {
            for (var second : List.of(a, b)) {
                var before = guest.listen(first, new Recorder(), threads);
                var stream = new Recorder();
                var _ = guest.listen(second, stream, threads);
                assertInstanceOf(Reply.None.class, end(before));
                bells.ring("one");
                assertEquals("bell://one", updated(stream));
            }
        }
    }

    @Test
    void endWithTheirServer() throws InterruptedException, ExecutionException, TimeoutException {
        var here = guest.listen(b, new Recorder(), threads);
        b.endStreams();
        assertInstanceOf(Reply.None.class, end(here));
        assertInstanceOf(Reply.None.class, end(guest.listen(b, new Recorder(), threads)));
    }

    @Test
    void endWithTheirClient() throws InterruptedException, ExecutionException, TimeoutException {
        for (var server : List.of(a, b)) {
            var channel = new Recorder();
            var stream = guest.listen(server, channel, threads);
            channel.leave();
            assertInstanceOf(Reply.None.class, end(stream));
        }
    }

    @Test
    void endWithTheirOwner() throws InterruptedException, ExecutionException, TimeoutException {
        var stream = guest.listen(b, new Recorder(), threads);
        subscribe(b, "bell://one");
        replicas.start(Replicas.A);
        bells.ring("one");
        assertInstanceOf(Reply.None.class, end(stream));
    }

    @Test
    void areGoneOnceTheirOwnerIs() {
        var restarted = replicas.start(Replicas.A);
        for (var server : List.of(restarted, b)) {
            assertTrue(guest.send(server, "resources/subscribe", "\"uri\":\"bell://one\"")
                    .isGone());
            assertInstanceOf(Reply.Gone.class, guest.stream(server, new Recorder()));
        }
        assertEquals(0, bells.watchers("one"));
    }

    @Test
    void areGoneOnceTheirSessionIsThoughAReplicaDoesNotKnowYet() {
        var c = replicas.start(Replicas.C);
        assertTrue(guest.isKnownAt(c));
        guest.end(a);
        assertTrue(
                guest.send(c, "resources/subscribe", "\"uri\":\"bell://one\"").isGone());
        assertInstanceOf(Reply.Gone.class, guest.stream(c, new Recorder()));
        assertEquals(0, bells.watchers("one"));
    }

    @Test
    void areNotOpenedWhereThereIsNoRoomOrNoSession() {
        assertInstanceOf(Reply.Busy.class, guest.stream(a, new Recorder(false)));
        assertInstanceOf(Reply.NotOffered.class, a.stream(Headers.NONE, guest.caller(), new Recorder()));
        assertInstanceOf(Reply.NotOffered.class, a.end(Headers.NONE, guest.caller()));
        assertInstanceOf(Reply.Gone.class, guest.stolenBy(Agent.BERT.caller()).stream(b, new Recorder()));
    }

    @Test
    void watchNothingThatCannotBeWatched() {
        guest.send(b, "resources/subscribe", "\"uri\":\"stone://one\"").hasFailed(Fault.INVALID_PARAMS);
        guest.send(b, "resources/subscribe", "\"uri\":\"nope://one\"").hasFailed(Fault.RESOURCE_NOT_FOUND);
    }

    @Test
    void watchAResourceOnceForACaller() {
        var other = Guest.greet(a);
        subscribe(a, "bell://one");
        subscribe(b, "bell://one");
        other.send(b, "resources/subscribe", "\"uri\":\"bell://one\"").isDone();
        assertEquals(1, bells.watchers("one"));
        guest.end(b);
        assertEquals(1, bells.watchers("one"));
        other.end(a);
        Eventually.holds("nobody watches", () -> bells.watchers("one") == 0);
    }
}
