package nexus.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A watch is kept until it is closed.
class PatrolTest {
    @Test
    void goesOnAfterALookThatFails() throws InterruptedException {
        var looks = new CountDownLatch(3);
        try (var patrol = new Patrol("trial", Duration.ofMillis(1), () -> {
            looks.countDown();
            throw new IllegalStateException("on purpose");
        })) {
            patrol.start();
            assertTrue(looks.await(30, TimeUnit.SECONDS));
        }
    }
}
