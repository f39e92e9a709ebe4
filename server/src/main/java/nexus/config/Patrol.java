package nexus.config;

import java.time.Duration;

/// Looks at something every so often, in a thread of its own, until it is closed.
public final class Patrol implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Patrol.class.getName());

    private final Thread thread;

    /// @param name  of the thread
    /// @param pause before each look
    /// @param look  one that fails is told of, and the next comes after the pause
    public Patrol(String name, Duration pause, Runnable look) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> walk(name, pause, look));
    }

    public void start() {
        thread.start();
    }

    private static void walk(String name, Duration pause, Runnable look) {
        try {
            while (true) {
                Thread.sleep(pause);
                look(name, look);
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, name + " is no longer watched");
        }
    }

    /// A watch that ended would go on with what has been taken back.
    private static void look(String name, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "This look at the files of " + name + " failed", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
