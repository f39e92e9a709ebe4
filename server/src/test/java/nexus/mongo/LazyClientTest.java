package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.MongoConfigurationException;
import com.mongodb.client.MongoClient;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import nexus.testing.Eventually;
import org.junit.jupiter.api.Test;

class LazyClientTest {
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
        LazyClient.of(this::fake).close();
        assertEquals(0, made.get());
    }

    @Test
    void whoeverNeedsItAtOnceSharesOne() throws Exception {
        var gate = new CountDownLatch(1);
        try (var client = LazyClient.of(() -> {
            await(gate);
            return fake();
        })) {
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
        return thread.getState() == Thread.State.WAITING;
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void triesAgainAfterAFailure() {
        var tries = new AtomicInteger();
        try (var client = LazyClient.of(() -> {
            if (tries.incrementAndGet() == 1) throw new IllegalArgumentException("the options do not go together");
            return fake();
        })) {
            assertThrows(MongoConfigurationException.class, client::getClusterDescription);
            client.getClusterDescription();
            client.getClusterDescription();
            assertEquals(2, tries.get());
        }
    }

    @Test
    void passesOnWhatTheClientThrows() {
        try (var client = LazyClient.of(this::fake)) {
            assertEquals(
                    "number 1",
                    assertThrows(IllegalStateException.class, client::startSession)
                            .getMessage());
        }
    }

    @Test
    void isClosedForGood() {
        var client = LazyClient.of(this::fake);
        client.close();
        assertThrows(IllegalStateException.class, client::getClusterDescription);
        assertEquals(0, made.get());
    }
}
