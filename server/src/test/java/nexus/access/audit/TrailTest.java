package nexus.access.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import nexus.testing.Eventually;
import org.junit.jupiter.api.Test;

/// The thread that writes, and what happens to lines while it cannot.
class TrailTest {
    private final List<String> taken = new CopyOnWriteArrayList<>();

    /// Fails until it is allowed to write.
    private static final class Moody implements Target {
        private final List<String> taken;
        private volatile boolean isBroken = true;

        Moody(List<String> taken) {
            this.taken = taken;
        }

        @Override
        public void write(byte[] lines) throws IOException {
            if (isBroken) throw new IOException("no space left on device");
            taken.addAll(new String(lines, UTF_8).lines().toList());
        }
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(UTF_8);
    }

    private static byte[] loss(long count) {
        return line("lost " + count);
    }

    private Trail open(Target target) {
        return Trail.open(target, TrailTest::loss, () -> {});
    }

    private void take(byte[] lines) {
        taken.addAll(new String(lines, UTF_8).lines().toList());
    }

    @Test
    void aLineThatSomebodyWaitsForIsThereWhenHeGoesOn() throws IOException {
        try (var trail = open(this::take)) {
            trail.note(line("a"));
            assertTrue(trail.write(line("b")));
            assertEquals(List.of("a", "b"), taken);
        }
    }

    @Test
    void writesEverythingBeforeItCloses() throws IOException {
        try (var trail = open(this::take)) {
            for (int i = 0; i < 10_000; i++) trail.note(line("n" + i));
        }
        assertEquals(IntStream.range(0, 10_000).mapToObj(i -> "n" + i).toList(), taken);
    }

    @Test
    void linesOfManyThreadsStayWhole() throws IOException, InterruptedException {
        try (var trail = open(this::take)) {
            var threads = new ArrayList<Thread>();
            for (int t = 0; t < 8; t++) {
                var text = String.valueOf((char) ('a' + t)).repeat(3000);
                threads.add(Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 100; i++) trail.note(line(text));
                }));
            }
            for (var thread : threads) thread.join();
        }
        assertEquals(800, taken.size());
        assertTrue(taken.stream()
                .allMatch(
                        text -> text.length() == 3000 && text.chars().distinct().count() == 1));
    }

    @Test
    void saysSoWhereItCannotWriteAndTellsTheGapOnceItCan() throws IOException {
        var moody = new Moody(taken);
        try (var trail = open(moody)) {
            assertFalse(trail.write(line("a")));
            trail.note(line("b"));
            Eventually.holds("both are given up", () -> trail.dropped() == 2);
            moody.isBroken = false;
            assertTrue(trail.write(line("c")));
            Eventually.holds("the gap is told", () -> taken.size() == 2);
            assertTrue(trail.write(line("d")));
        }
        assertEquals(List.of("c", "lost 2", "d"), taken);
    }

    @Test
    void aTargetThatHangsHoldsUpReadersForAMomentAndWritersUntilTheyAreRefused() throws IOException {
        var gate = new Semaphore(0);
        var hangs = new CountDownLatch(1);
        Target slow = lines -> {
            hangs.countDown();
            gate.acquireUninterruptibly();
            take(lines);
        };
        var trail = open(slow);
        trail.note(line("x".repeat(1000)));
        Eventually.holds("it hangs", () -> hangs.getCount() == 0);
        // More than it keeps: the first that finds no room waits a little, the others not at all.
        for (int i = 0; i < 10_000; i++) trail.note(line("y".repeat(1000)));
        long most = LineQueue.MOST_BYTES / 1001;
        assertEquals(10_000 - most, trail.dropped());
        assertFalse(trail.write(line("change".repeat(200))));
        gate.release(100_000);
        Eventually.holds("it is written again", () -> trail.written() >= most);
        assertTrue(trail.write(line("later")));
        trail.close();
        assertTrue(taken.contains("later") && !taken.contains("change".repeat(200)));
        assertTrue(taken.contains("lost " + (10_000 - most + 1)));
    }
}
