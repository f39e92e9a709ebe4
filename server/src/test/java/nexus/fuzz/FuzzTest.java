package nexus.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nexus.NexusPeer;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is sent to `/mcp`, the answer is one that a client can read, and nothing stays behind.
///
/// `mvn -pl server test -Dtest=FuzzTest -Dnexus.fuzz.seed=N` plays other cases, with `-Dnexus.fuzz.case=N` one of them.
/// A case follows from the two alone, but for the ids and tokens that the server gives out.
class FuzzTest {
    private static final int PLAYERS = 8;
    private static final int FEW = 5_000;
    private static final int MANY = 120_000;
    private static final int MOST_FAILURES = 400;
    /// Pools and timers may grow to what they need; a leak of one for each hundred cases would be seen.
    private static final int SLACK = 24;

    private static final long MOST_GROWTH = 16L << 20;

    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        nexus = NexusPeer.start(
                Map.of(
                        "NEXUS_HTTP_MAX_BODY", "64KiB",
                        "NEXUS_HTTP_BODY_TIMEOUT", "1s",
                        "NEXUS_HTTP_STREAM_AFTER", "100ms",
                        "NEXUS_HTTP_HEARTBEAT", "1s",
                        "NEXUS_HTTP_MAX_CALLS", "1000",
                        "NEXUS_HTTP_MAX_STREAMS", "10000",
                        "NEXUS_HTTP_MAX_CONNECTIONS", "4000"),
                Offer::beside);
    }

    @AfterAll
    static void stop() {
        nexus.close();
    }

    static List<Seed> corpus() {
        return Corpus.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void understandsWhatCasesAreMadeFrom(Seed seed) throws IOException {
        var request = new Live(nexus.port()).fill(seed.request());
        try (var http = RawHttp.open(nexus.port())) {
            http.send(request.bytes());
            var answer = http.answer(true).orElseThrow();
            assertEquals(seed.status(), answer.status());
            if (answer.isStream() || seed.status() != 200) return;
            var body = answer.json();
            assertTrue(body.at("error").isEmpty(), body.written());
        }
    }

    @Test
    void answersWhateverItIsSentAndKeepsNothing() throws IOException, InterruptedException {
        var seed = Long.getLong("nexus.fuzz.seed", isLong() ? System.nanoTime() : 20_260_728L);
        var only = Integer.getInteger("nexus.fuzz.case");
        int count = isLong() ? MANY : FEW;
        System.out.println("fuzz: " + count + " cases of -Dnexus.fuzz.seed=" + seed);
        var tally = new Tally();
        if (only != null) {
            play(seed, List.of(only), tally);
            return;
        }
        play(seed, IntStream.range(0, count / 3).boxed().toList(), tally);
        settle();
        var before = Footprint.now();
        play(seed, IntStream.range(count / 3, count).boxed().toList(), tally);
        settle();
        System.out.println("fuzz: " + tally + ", " + before + " → " + Footprint.now());
        expectNoMoreThan(before);
        assertTrue(tally.of("200") > count / 5, "most cases were turned away at the door: " + tally);
    }

    private static boolean isLong() {
        return Boolean.getBoolean("tests.long");
    }

    private static void play(long seed, List<Integer> cases, Tally tally) throws InterruptedException {
        var live = new Live(nexus.port());
        var failures = new ConcurrentLinkedQueue<AssertionError>();
        var next = new AtomicInteger();
        var players = new ArrayList<Thread>();
        for (int i = 0; i < PLAYERS; i++) {
            players.add(Thread.ofVirtual().start(() -> {
                try (var player = new Player(nexus.port(), live, tally)) {
                    for (int at = next.getAndIncrement(); at < cases.size(); at = next.getAndIncrement())
                        play(player, Case.of(seed, cases.get(at)), failures);
                } catch (IOException e) {
                    failures.add(new AssertionError(e));
                }
            }));
        }
        for (var player : players) player.join();
        if (!failures.isEmpty()) throw first(failures);
    }

    private static void play(Player player, Case next, Queue<AssertionError> failures) {
        if (failures.size() >= MOST_FAILURES) return;
        try {
            player.play(next);
        } catch (AssertionError e) {
            failures.add(e);
        } catch (IOException | RuntimeException e) {
            failures.add(new AssertionError(next.toString(), e));
        }
    }

    private static AssertionError first(Queue<AssertionError> failures) {
        var first = failures.poll();
        for (var another : failures) first.addSuppressed(another);
        return first;
    }

    /// Waits until the server has noticed that every client is gone.
    private static void settle() {
        Eventually.holds("no call and no stream is left", () -> active() == 0);
    }

    private static int active() {
        return Http.get(nexus.ops() + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("mcp_active_connections"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void expectNoMoreThan(Footprint before) {
        Eventually.holds("the threads are gone", () -> Footprint.countThreads() <= before.threads() + SLACK);
        Eventually.holds("the sockets are closed", () -> Footprint.countFiles() <= before.files() + SLACK);
        Eventually.holds("the heap is as it was", () -> Footprint.measureHeap() <= before.heapBytes() + MOST_GROWTH);
    }
}
