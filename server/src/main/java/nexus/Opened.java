package nexus;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened, in order; closed in reverse, each whatever became of the one before.
final class Opened implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Opened.class.getName());

    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    /// Remembers something that was just opened.
    <T extends AutoCloseable> T add(T opened) {
        all.push(opened);
        return opened;
    }

    @Override
    public void close() {
        while (!all.isEmpty()) {
            try {
                all.pop().close();
            } catch (Exception e) {
                LOG.log(WARNING, "Closing: " + e);
            }
        }
    }
}
