package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import nexus.testing.Eventually;
import org.junit.jupiter.api.Test;

class LazyClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    /// A client that knows its number and whether it was closed.
    private MongoClient fake() {
        int number = made.incrementAndGet();
        return (MongoClient) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MongoClient.class}, (_, method, _) -> {
                    if (method.getName().equals("close")) closed.incrementAndGet();
                    if (method.getName().equals("startSession")) throw new IllegalStateException("number " + number);
                    return null;
                });
    }

    @Test
    void makesNothingThatIsNotUsed() {
        LazyClient.of(this::fake, PATIENCE).close();
        assertEquals(0, made.get());
    }

    @Test
    void whoeverNeedsItAtOnceSharesOne() throws Exception {
        var gate = new CountDownLatch(1);
        try (var client = LazyClient.of(
                () -> {
                    await(gate);
                    return fake();
                },
                PATIENCE)) {
            var tasks = new ArrayList<FutureTask<?>>();
            for (int i = 0; i < 8; i++) tasks.add(new FutureTask<>(client::getClusterDescription));
            var threads = tasks.stream().map(Thread.ofVirtual()::start).toList();
            Eventually.holds("all wait", () -> threads.stream().allMatch(LazyClientTest::isWaiting));
            gate.countDown();
            for (var task : tasks) task.get();
            assertEquals(1, made.get());
        }
        assertEquals(1, closed.get());
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anInterruptEndsOnlyTheWaitOfItsThread() throws Exception {
        var gate = new CountDownLatch(1);
        try (var client = LazyClient.of(
                () -> {
                    await(gate);
                    return fake();
                },
                PATIENCE)) {
            var first = new FutureTask<>(client::getClusterDescription);
            var second = new FutureTask<>(client::getClusterDescription);
            var interrupted = Thread.ofVirtual().start(first);
            Eventually.holds("the first waits", () -> isWaiting(interrupted));
            var other = Thread.ofVirtual().start(second);
            Eventually.holds("the second waits", () -> isWaiting(other));
            interrupted.interrupt();
            var failure = assertThrows(ExecutionException.class, first::get);
            assertInstanceOf(MongoInterruptedException.class, failure.getCause());
            gate.countDown();
            second.get();
            assertEquals(1, made.get());
        }
    }

    @Test
    void aCallWaitsItsTimeAndTheAttemptGoesOn() throws Exception {
        var gate = new CountDownLatch(1);
        try (var client = LazyClient.of(
                () -> {
                    await(gate);
                    return fake();
                },
                Duration.ofMillis(50))) {
            assertThrows(MongoTimeoutException.class, client::getClusterDescription);
            assertThrows(MongoTimeoutException.class, client::getClusterDescription);
            gate.countDown();
            Eventually.holds("it is made", () -> made.get() == 1);
            client.getClusterDescription();
            assertEquals(1, made.get());
        }
    }

    @Test
    void aFailureThatNobodyWaitedForIsNotTold() {
        var tries = new AtomicInteger();
        var gate = new CountDownLatch(1);
        var attempts = new ArrayList<Thread>();
        try (var client = LazyClient.of(
                () -> {
                    attempts.add(Thread.currentThread());
                    if (tries.incrementAndGet() > 1) return fake();
                    await(gate);
                    throw new IllegalArgumentException("the options do not go together");
                },
                Duration.ofMillis(200))) {
            assertThrows(MongoTimeoutException.class, client::getClusterDescription);
            gate.countDown();
            Eventually.holds("it has failed", () -> !attempts.getFirst().isAlive());
            client.getClusterDescription();
            assertEquals(2, tries.get());
        }
    }

    @Test
    void triesAgainAfterAFailure() {
        var tries = new AtomicInteger();
        try (var client = LazyClient.of(
                () -> {
                    if (tries.incrementAndGet() == 1)
                        throw new IllegalArgumentException("the options do not go together");
                    return fake();
                },
                PATIENCE)) {
            assertThrows(MongoConfigurationException.class, client::getClusterDescription);
            client.getClusterDescription();
            client.getClusterDescription();
            assertEquals(2, tries.get());
        }
    }

    @Test
    void passesOnWhatTheClientThrows() {
        try (var client = LazyClient.of(this::fake, PATIENCE)) {
            assertEquals(
                    "number 1",
                    assertThrows(IllegalStateException.class, client::startSession)
                            .getMessage());
        }
    }

    @Test
    void isClosedForGood() {
        var client = LazyClient.of(this::fake, PATIENCE);
        client.close();
        assertThrows(IllegalStateException.class, client::getClusterDescription);
        assertEquals(0, made.get());
    }
}
