package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import nexus.testing.Eventually;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {
    private static final int MIB = 1 << 20;

    private final AnswerMemory memory = new AnswerMemory(4 * MIB);

    private static AnswerMemory.Share share() {
        return AnswerMemory.Share.current();
    }

    @Test
    void isGivenBackWhenTheCallEnds() {
        memory.during(() -> {
            assertTrue(share().take(3 * MIB));
            assertEquals(3 * MIB, memory.taken());
        });
        assertEquals(0, memory.taken());
    }

    @Test
    void isGivenBackWhenTheCallFails() {
        assertThrows(
                IllegalStateException.class,
                () -> memory.during(() -> {
                    assertTrue(share().take(MIB));
                    throw new IllegalStateException("a bug");
                }));
        assertEquals(0, memory.taken());
    }

    @Test
    void isRefusedAtOnceWhereTheCallItselfHasTheRest() {
        memory.during(() -> {
            assertTrue(share().take(3 * MIB));
            assertFalse(share().take(2 * MIB));
            assertTrue(share().take(MIB));
        });
        assertEquals(1, memory.misses());
    }

    @Test
    void isWaitedForUntilAnotherAnswerHasLeft() throws InterruptedException {
        var isTaken = new CountDownLatch(1);
        var mayLeave = new CountDownLatch(1);
        var other = Thread.startVirtualThread(() -> memory.during(() -> {
            assertTrue(share().take(4 * MIB));
            isTaken.countDown();
            await(mayLeave);
        }));
        isTaken.await();
        var isServed = new AtomicBoolean();
        var waiting = Thread.ofPlatform().start(() -> memory.during(() -> isServed.set(share().take(MIB))));
        Eventually.holds("it waits", () -> waiting.getState() == Thread.State.TIMED_WAITING);
        mayLeave.countDown();
        waiting.join();
        other.join();
        assertTrue(isServed.get());
        assertEquals(0, memory.taken());
    }

    @Test
    void isRefusedAfterAWhileAndTheInterruptOfTheWaitIsKept() throws InterruptedException {
        memory.during(() -> {
            assertTrue(share().take(4 * MIB));
            var outcome = new AtomicBoolean(true);
            var waiting = Thread.ofPlatform().start(() -> memory.during(() -> outcome.set(share().take(MIB))));
            join(waiting);
            assertFalse(outcome.get());
            var isInterrupted = new AtomicBoolean();
            var cancelled = Thread.ofPlatform()
                    .start(() -> memory.during(() -> isInterrupted.set(
                            !share().take(MIB) && Thread.currentThread().isInterrupted())));
            Eventually.holds("it waits", () -> cancelled.getState() == Thread.State.TIMED_WAITING);
            cancelled.interrupt();
            join(cancelled);
            assertTrue(isInterrupted.get());
        });
    }

    @Test
    void hasNoBoundOutsideOfACall() {
        assertTrue(share().take(1L << 40));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
