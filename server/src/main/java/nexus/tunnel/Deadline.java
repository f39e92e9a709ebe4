package nexus.tunnel;

import java.time.Duration;

/// Does something unless it is closed in time: cuts what cannot be given a timeout of its own.
final class Deadline implements AutoCloseable {
    private final Thread thread;

    private Deadline(Thread thread) {
        this.thread = thread;
    }

    static Deadline start(Crew crew, Duration time, Runnable otherwise) {
        return new Deadline(crew.start("tunnel-deadline", () -> {
            try {
                Thread.sleep(time);
                otherwise.run();
            } catch (InterruptedException e) {
                // Closed in time.
            }
        }));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
