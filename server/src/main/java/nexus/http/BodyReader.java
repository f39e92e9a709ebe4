package nexus.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Reads a body within a deadline. Helidon 4.5 never applies its read timeout, so a client that stalls would hold its
/// connection for ever; interrupting the thread closes it.
final class BodyReader implements AutoCloseable {
    private final Duration timeout;
    private final ScheduledThreadPoolExecutor timer;

    BodyReader(Duration timeout) {
        this.timeout = timeout;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("body-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
        // Whatever comes first in a timer's queue wakes its thread. This does, so that the deadlines of calls need not.
        var _ = timer.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.SECONDS);
    }

    byte[] read(ServerRequest request) {
        var strike = new Strike();
        var deadline = timer.schedule(strike::strike, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try (var in = request.content().inputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deadline.cancel(false);
            strike.end();
        }
    }

    /// One deadline. Once reading has ended it strikes no more, so that it cannot reach the tool.
    private static final class Strike {
        private final Thread reader = Thread.currentThread();
        private boolean isOver;
        private boolean hasStruck;

        synchronized void strike() {
            if (isOver) return;
            hasStruck = true;
            reader.interrupt();
        }

        synchronized void end() {
            isOver = true;
            if (hasStruck) {
                var _ = Thread.interrupted();
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
