package nexus.mcp.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import nexus.mcp.fleet.Register.Spent;
import org.junit.jupiter.api.Test;

/// Numbers that are good for one time.
class RegisterTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration OVER = Duration.ofSeconds(-1);
    private static final int MOST = 10_000;
    private static final int THREADS = 50;

    private final Register register = new Register();

    @Test
    void spendsANumberOnce() {
        var number = register.issue(LONG);
        var neighbour = register.issue(LONG);
        assertEquals(Spent.NOW, register.spend(number));
        assertEquals(Spent.BEFORE, register.spend(number));
        assertEquals(Spent.BEFORE, register.spend(number));
        assertEquals(Spent.NOW, register.spend(neighbour));
    }

    @Test
    void spendsANumberOnceHoweverManyTryAtATime() throws InterruptedException, ExecutionException {
        var number = register.issue(LONG);
        var start = new CountDownLatch(1);
        Callable<Spent> spend = () -> {
            start.await();
            return register.spend(number);
        };
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var tries =
                    Stream.generate(() -> threads.submit(spend)).limit(THREADS).toList();
            start.countDown();
            assertEquals(1, count(tries, Spent.NOW));
            assertEquals(THREADS - 1, count(tries, Spent.BEFORE));
        }
    }

    private static int count(List<Future<Spent>> tries, Spent wanted) throws InterruptedException, ExecutionException {
        int count = 0;
        for (var one : tries) if (one.get() == wanted) count++;
        return count;
    }

    @Test
    void knowsNoNumberOfAnother() {
        assertEquals(Spent.UNKNOWN, register.spend(new Register().issue(LONG)));
        assertEquals(Spent.UNKNOWN, register.spend(""));
    }

    @Test
    void forgetsWhatIsOver() {
        var over = register.issue(OVER);
        assertEquals(Spent.UNKNOWN, register.spend(over));
    }

    @Test
    void doesNotSpendWhatIsOverBehindANumberThatIsNot() {
        var good = register.issue(LONG);
        var over = register.issue(OVER);
        assertEquals(Spent.UNKNOWN, register.spend(over));
        assertEquals(Spent.NOW, register.spend(good));
    }

    @Test
    void forgetsTheOldestWhereThereAreTooMany() {
        var oldest = register.issue(LONG);
        var second = register.issue(LONG);
        for (int i = 2; i <= MOST; i++) register.issue(LONG);
        assertEquals(Spent.UNKNOWN, register.spend(oldest));
        assertEquals(Spent.NOW, register.spend(second));
    }
}
