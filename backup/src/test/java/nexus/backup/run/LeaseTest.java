package nexus.backup.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.backup.testing.Asked;
import nexus.backup.testing.Child;
import nexus.backup.testing.Fault;
import nexus.backup.testing.FaultyS3;
import nexus.testing.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Leases in a real store, by real clocks.
class LeaseTest {
    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final int ALWAYS = Integer.MAX_VALUE;

    @RegisterExtension
    private static final FaultyS3 S3 = new FaultyS3();

    private static Lease quick(String key, String holder) {
        return Leases.in(S3.bucket()).acquire(key, new LeaseTerms(holder, QUICK));
    }

    private static LeaseState state(String key) {
        return LeaseState.read(S3.bucket().find(key, 10_000).orElseThrow().text(), key);
    }

    private static boolean isLost(Lease lease) {
        try {
            lease.check();
            return false;
        } catch (LeaseException e) {
            return true;
        }
    }

    private static Optional<Lease> attempt(String key, String holder) {
        try {
            return Optional.of(Lease.acquire(S3.bucket(), key, holder));
        } catch (LeaseException e) {
            return Optional.empty();
        }
    }

    /// Waits until it can be had.
    private static Lease await(String key, String holder) {
        var lease = new AtomicReference<Lease>();
        Eventually.holds("the lease is free", () -> {
            attempt(key, holder).ifPresent(lease::set);
            return lease.get() != null;
        });
        return lease.get();
    }

    private static Child program(String key, String holder) {
        var environment = new HashMap<>(S3.store().environment());
        environment.putAll(Map.of("KEY", key, "HOLDER", holder, "PERIOD", QUICK.toString()));
        return Child.start(LeaseProgram.class, List.of("-Xmx64m"), environment);
    }

    @Test
    void goesFromOneToTheNext() {
        long last = 0;
        for (var holder : List.of("a", "b", "c")) {
            try (var lease = Lease.acquire(S3.bucket(), "one-by-one/LEASE", holder)) {
                lease.check();
                assertTrue(lease.fence() > last);
                last = lease.fence();
            }
            assertTrue(state("one-by-one/LEASE").released());
        }
    }

    @Test
    void isRenewedForAsLongAsItIsHeld() {
        try (var lease = quick("renewed/LEASE", "a")) {
            Eventually.holds("four renewals", () -> state("renewed/LEASE").renewed() >= 4);
            Eventually.holds("it is held", () -> !isLost(lease));
            assertEquals(lease.fence(), state("renewed/LEASE").fence());
        }
    }

    @Test
    void saysWhoHoldsIt() {
        try (var _ = Lease.acquire(S3.bucket(), "said/LEASE", "pod-a")) {
            var message = assertThrows(LeaseException.class, () -> Lease.acquire(S3.bucket(), "said/LEASE", "pod-b"))
                    .getMessage();
            assertTrue(message.startsWith("pod-a holds said/LEASE since 20"), message);
            assertTrue(message.matches(".*may be taken over [0-9]+ s from now, after 20.*Z"), message);
        }
    }

    @Test
    void oneOfManyGetsIt() throws InterruptedException {
        for (int round = 0; round < 5; round++) {
            var key = "race-" + round + "/LEASE";
            var start = new CountDownLatch(1);
            var won = new AtomicReference<List<Lease>>(List.of());
            var threads = IntStream.range(0, 8)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        awaitQuietly(start);
                        attempt(key, "racer-" + i).ifPresent(lease -> won.updateAndGet(all -> plus(all, lease)));
                    }))
                    .toList();
            start.countDown();
            for (var thread : threads) thread.join();
            assertEquals(1, won.get().size());
            won.get().getFirst().check();
            won.get().getFirst().close();
        }
    }

    private static void awaitQuietly(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Lease> plus(List<Lease> all, Lease one) {
        return Stream.concat(all.stream(), Stream.of(one)).toList();
    }

    @Test
    void takesTurnsThoughAnswersGetLost() throws InterruptedException {
        long seed = Long.getLong("nexus.lease.seed", System.nanoTime());
        System.out.println("leases: turns of -Dnexus.lease.seed=" + seed);
        var random = new Random(seed);
        var inside = new AtomicInteger();
        var fences = new CopyOnWriteArrayList<Long>();
        S3.store()
                .fail(ALWAYS, asked -> asked.path().contains("turns") && random.nextInt(8) == 0, new Fault.DropReply());
        var threads = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    for (int turn = 0; turn < 5; turn++) turn(await("turns/LEASE", "turner-" + i), inside, fences);
                }))
                .toList();
        for (var thread : threads) thread.join();
        assertEquals(20, fences.size(), "a thread has failed");
        assertEquals(fences.stream().distinct().sorted().toList(), fences);
    }

    private static void turn(Lease lease, AtomicInteger inside, List<Long> fences) {
        try (lease) {
            assertEquals(1, inside.incrementAndGet());
            lease.check();
            fences.add(lease.fence());
            inside.decrementAndGet();
        }
    }

    @Test
    void aProcessThatWasPausedFindsThatItHasLostIt() {
        var key = "paused/LEASE";
        try (var first = program(key, "first");
                var second = program(key, "second")) {
            var lines = List.of(first.line(), second.line());
            var winner = lines.getFirst().startsWith("refused") ? second : first;
            assertEquals(
                    1, lines.stream().filter(line -> line.matches("[0-9]+")).count(), lines::toString);
            assertEquals(
                    1,
                    lines.stream().filter(line -> line.startsWith("refused: ")).count(),
                    lines::toString);
            Eventually.holds("it is held", () -> winner.ask("check").equals("held"));
            long fence = state(key).fence();
            winner.signal("STOP");
            try (var third = await(key, "third")) {
                assertEquals(fence + 1, third.fence());
                winner.signal("CONT");
                assertTrue(winner.ask("check").startsWith("lost: the lease " + key), "it may no longer write");
                Eventually.holds(
                        "it knows who has it", () -> winner.ask("check").contains("third has taken it over"));
                assertEquals("closed", winner.ask("close"));
                assertEquals(0, winner.exitCode());
                third.check();
                assertEquals("third", state(key).terms().holder());
            }
        }
    }

    @Test
    void aProcessThatDiedIsFollowedAfterAWhile() {
        var key = "died/LEASE";
        try (var first = program(key, "first")) {
            long fence = Long.parseLong(first.line());
            first.signal("KILL");
            try (var second = await(key, "second")) {
                assertEquals(fence + 1, second.fence());
            }
        }
    }

    @Test
    void isNotReliedOnWhileTheStoreDoesNotAnswer() {
        var key = "silent/LEASE";
        try (var lease = quick(key, "a")) {
            S3.store().fail(ALWAYS, Asked.path(key), new Fault.Answer(503, "SlowDown"));
            Eventually.holds("it is too old", () -> isLost(lease));
            S3.store().mend();
            Eventually.holds("nobody else took it", () -> !isLost(lease));
        }
        assertTrue(state(key).released());
    }

    @Test
    void isHeldThoughTheAnswersToItsWritesGotLost() {
        var key = "lost/LEASE";
        var writes = Asked.path(key).and(Asked.method("PUT"));
        S3.store().fail(1, writes, new Fault.DropReply());
        try (var lease = quick(key, "a")) {
            // The client tries ten times, and has then lost them all.
            S3.store().fail(1, writes, new Fault.DropReply());
            S3.store().fail(9, Asked.path(key), new Fault.DropRequest());
            var before = state(key).renewed();
            Eventually.holds("two renewals", () -> state(key).renewed() >= before + 2);
            Eventually.holds("it is held", () -> !isLost(lease));
            assertEquals(lease.fence(), state(key).fence());
        }
        assertTrue(state(key).released());
    }

    @Test
    void theStoresClockDecidesWhenOthersMayCome() {
        var key = "clock/LEASE";
        var hour = Duration.ofHours(1);
        try (var lease = Lease.acquire(S3.bucket(), key, "a")) {
            S3.store().fail(1, Asked.path(key).and(Asked.method("GET")), new Fault.ShiftDate(hour));
            try (var other = Lease.acquire(S3.bucket(), key, "b")) {
                assertEquals(lease.fence() + 1, other.fence());
            }
        }
    }
}
