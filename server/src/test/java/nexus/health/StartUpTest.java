package nexus.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// How the phases of the start are walked.
class StartUpTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Test
    void passesThePhasesInOrderAndThenIsReady() {
        var passed = new ArrayList<String>();
        try (var start = new StartUp(List.of(
                new Phase("tunnel", "the tunnel", DEADLINE, _ -> passed.add("tunnel")),
                new Phase("mongodb", "MongoDB", DEADLINE, _ -> passed.add("mongodb"))))) {
            assertEquals(
                    new StartUp.Progress("tunnel", Optional.of("starting: waiting for the tunnel"), Optional.empty()),
                    start.progress());
            assertTrue(start.run());
            assertEquals(List.of("tunnel", "mongodb"), passed);
            assertEquals(new StartUp.Progress("ready", Optional.empty(), Optional.empty()), start.progress());
        }
    }

    @Test
    void triesAFailedPhaseAgainAndSaysWhyMeanwhile() {
        var attempts = new AtomicInteger();
        var seen = new AtomicReference<StartUp.Progress>();
        var self = new AtomicReference<StartUp>();
        try (var start = new StartUp(List.of(new Phase("mongodb", "MongoDB", DEADLINE, _ -> {
            if (attempts.incrementAndGet() == 1) throw new IllegalStateException("no server answers");
            seen.set(self.get().progress());
        })))) {
            self.set(start);
            assertTrue(start.run());
            assertEquals(2, attempts.get());
            assertEquals(Optional.of("no server answers"), seen.get().failure());
        }
    }

    @Test
    void endsWhenItIsClosed() throws InterruptedException {
        var start = new StartUp(List.of(new Phase("mongodb", "MongoDB", DEADLINE, _ -> {
            throw new IllegalStateException("never");
        })));
        var passed = new AtomicReference<Boolean>();
        var runner = Thread.ofVirtual().start(() -> passed.set(start.run()));
        start.close();
        assertTrue(runner.join(DEADLINE));
        assertFalse(passed.get());
    }

    @Test
    void aFindingIsKeptForAWhile() {
        var looks = new AtomicInteger();
        var kept =
                new Remembered(Duration.ofHours(1), () -> new Finding(true, Map.of("looks", looks.incrementAndGet())));
        assertEquals(Map.of("looks", 1), kept.get().details());
        assertEquals(Map.of("looks", 1), kept.get().details());
        var fresh = new Remembered(Duration.ZERO, () -> new Finding(true, Map.of("looks", looks.incrementAndGet())));
        assertEquals(Map.of("looks", 2), fresh.get().details());
        assertEquals(Map.of("looks", 3), fresh.get().details());
    }
}
