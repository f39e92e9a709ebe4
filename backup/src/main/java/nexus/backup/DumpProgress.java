package nexus.backup;

import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Tells how far a dump is.
final class DumpProgress implements nexus.backup.dump.Progress, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DumpProgress.class.getName());

    private final Session session;
    private final Map<String, LongAdder> told = new ConcurrentHashMap<>();
    private Optional<Progress> progress = Optional.empty();

    DumpProgress(Session session) {
        this.session = session;
    }

    @Override
    public synchronized void planned(List<Size> sizes) {
        close();
        progress = Optional.of(
                session.progress("dump", sizes.stream().mapToLong(Size::bytes).sum()));
    }

    @Override
    public void advanced(String namespace, long documents, long bytes) {
        told.computeIfAbsent(namespace, _ -> new LongAdder()).add(bytes);
        advance(bytes);
    }

    @Override
    public void restarted(String namespace) {
        var before = told.remove(namespace);
        if (before != null) advance(-before.sum());
    }

    private synchronized void advance(long bytes) {
        progress.ifPresent(bar -> bar.advance(bytes));
    }

    @Override
    public void note(String namespace, String text) {
        LOG.log(WARNING, (namespace.isEmpty() ? "" : namespace + ": ") + text);
    }

    @Override
    public synchronized void close() {
        progress.ifPresent(Progress::close);
        progress = Optional.empty();
    }
}
