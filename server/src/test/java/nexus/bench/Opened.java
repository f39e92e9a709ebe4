package nexus.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/// All that a run has opened; closed in reverse.
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T keep(T one) {
        open.push(one);
        return one;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("not closed: " + e);
            }
        }
    }
}
