package nexus.access.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What one caller may have, on a clock that stands still until it is moved.
class LimitsTest {
    private final AtomicLong clock = new AtomicLong(42);

    private Limits limits(Integer perMinute, int burst, Integer atOnce) {
        return new Limits(
                new Settings(Optional.ofNullable(perMinute), burst, Optional.ofNullable(atOnce), Optional.empty()),
                clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static Limits.Pass admitted(Admission verdict) {
        return assertInstanceOf(Admission.Admitted.class, verdict).pass();
    }

    private static Admission.Refused refused(Admission verdict) {
        return assertInstanceOf(Admission.Refused.class, verdict);
    }

    @Test
    void withoutLimitsEverybodyMayAndNobodyIsRemembered() {
        var limits = new Limits(Settings.NONE, clock::get);
        for (int i = 0; i < 10_000; i++)
            assertEquals(Optional.empty(), admitted(limits.enter("anna")).objection(999));
        assertEquals(0, limits.callers());
    }

    @Test
    void aBurstIsServedAndThenOneAtAPace() {
        var limits = limits(60, 3, null);
        for (int i = 0; i < 3; i++) admitted(limits.enter("anna")).close();
        var refused = refused(limits.enter("anna"));
        assertEquals(
                "this caller calls too often: 60 calls a minute are served (auth.limits.calls-per-minute)",
                refused.reason());
        assertEquals(1, refused.seconds());
        pass(Duration.ofMillis(999));
        refused(limits.enter("anna"));
        pass(Duration.ofMillis(1));
        admitted(limits.enter("anna"));
        refused(limits.enter("anna"));
        assertEquals(3, limits.refused(Limits.Reason.RATE));
    }

    @Test
    void whoCameAfterTheTimeToldIsServed() {
        var limits = limits(1, 1, null);
        admitted(limits.enter("anna"));
        pass(Duration.ofSeconds(17));
        var wait = refused(limits.enter("anna")).seconds();
        assertEquals(43, wait);
        pass(Duration.ofSeconds(wait));
        admitted(limits.enter("anna"));
    }

    @Test
    void oneCallerDoesNotUseUpTheShareOfAnother() {
        var limits = limits(60, 1, 1);
        admitted(limits.enter("anna"));
        refused(limits.enter("anna"));
        admitted(limits.enter("berta"));
    }

    @Test
    void soManyAtOnceAndNoMore() {
        var limits = limits(null, 10, 2);
        var first = admitted(limits.enter("anna"));
        admitted(limits.enter("anna"));
        var refused = refused(limits.enter("anna"));
        assertEquals(
                "too many calls of this caller are at work: 2 may be at once (auth.limits.at-once);"
                        + " wait for one of them",
                refused.reason());
        assertEquals(Duration.ofSeconds(1), refused.after());
        first.close();
        first.close();
        admitted(limits.enter("anna"));
        refused(limits.enter("anna"));
        assertEquals(2, limits.refused(Limits.Reason.AT_ONCE));
    }

    @Test
    void aRefusedCallTakesNothing() {
        var limits = limits(60, 2, 1);
        var first = admitted(limits.enter("anna"));
        for (int i = 0; i < 50; i++) refused(limits.enter("anna"));
        first.close();
        admitted(limits.enter("anna"));
    }

    @Test
    void whatOnlyWaitsIsNotAtWork() {
        var limits = limits(null, 10, 1);
        var stream = admitted(limits.enter("anna"));
        stream.rest();
        var call = admitted(limits.enter("anna"));
        assertFalse(stream.resume());
        call.close();
        assertTrue(stream.resume());
        refused(limits.enter("anna"));
        stream.rest();
        stream.close();
        admitted(limits.enter("anna"));
        refused(limits.enter("anna"));
    }

    @Test
    void soManyStreamsAndNoMore() {
        var settings = new Settings(Optional.empty(), 1, Optional.empty(), Optional.of(2));
        var limits = new Limits(settings, clock::get);
        var first = admitted(limits.enter("anna"));
        assertTrue(first.rest());
        assertTrue(admitted(limits.enter("anna")).rest());
        var third = admitted(limits.enter("anna"));
        assertFalse(third.rest());
        assertTrue(admitted(limits.enter("berta")).rest());
        first.close();
        assertTrue(third.rest());
        assertTrue(third.rest());
        assertTrue(third.resume());
        assertTrue(admitted(limits.enter("anna")).rest());
        assertEquals(1, limits.refused(Limits.Reason.STREAMS));
    }

    @Test
    void aBatchTakesAsManyAsItHoldsOrNone() {
        var limits = limits(60, 10, null);
        var pass = admitted(limits.enter("anna"));
        assertTrue(pass.objection(10).orElseThrow().contains("send fewer, or later"));
        assertEquals(Optional.empty(), pass.objection(9));
        assertTrue(pass.objection(1).isPresent());
        assertEquals(Optional.empty(), pass.objection(0));
        refused(limits.enter("anna"));
    }

    @Test
    void idleCallersAreForgottenAndThoseAtWorkAreNot() {
        var limits = limits(6000, 100, 1);
        var working = admitted(limits.enter("works"));
        for (int i = 0; i < 1000; i++) admitted(limits.enter("caller-" + i)).close();
        assertEquals(1001, limits.callers());
        pass(Duration.ofMinutes(1));
        admitted(limits.enter("anna"));
        assertEquals(2, limits.callers());
        refused(limits.enter("works"));
        working.close();
        admitted(limits.enter("works"));
    }

    @Test
    void whoIsOverIsNotForgottenWhileThatMatters() {
        var limits = limits(1, 1, null);
        admitted(limits.enter("anna")).close();
        pass(Duration.ofSeconds(30));
        refused(limits.enter("anna"));
        admitted(limits.enter("berta")).close();
        pass(Duration.ofSeconds(29));
        refused(limits.enter("anna"));
    }

    /// Threads that go in and out: never more inside than allowed, and nothing is left over.
    @Test
    void countsRightlyUnderManyThreads() throws InterruptedException {
        var limits = limits(null, 10, 3);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var served = new AtomicInteger();
        var go = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 16; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int n = 0; n < 2000; n++) {
                    if (!(limits.enter("anna") instanceof Admission.Admitted(var pass))) continue;
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    inside.decrementAndGet();
                    served.incrementAndGet();
                    pass.close();
                }
            }));
        }
        go.countDown();
        for (var thread : threads) thread.join();
        assertTrue(most.get() <= 3 && served.get() > 0, () -> most + " at once, " + served + " served");
        var passes = List.of(limits.enter("anna"), limits.enter("anna"), limits.enter("anna"));
        passes.forEach(LimitsTest::admitted);
        refused(limits.enter("anna"));
    }
}
