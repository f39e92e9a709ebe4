package nexus.backup;

import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import nexus.backup.dump.Sink;
import nexus.backup.run.OpenObject;
import nexus.backup.run.RunWriter;

/// Puts a dump into a run, and into another one where it begins anew: objects of the first pass would stay among those
/// of the second, as a dump need not be allowed to delete.
final class RunSink implements Sink {
    private static final System.Logger LOG = System.getLogger(RunSink.class.getName());

    private volatile RunWriter writer;
    private volatile boolean isUsed;

    RunSink(RunWriter writer) {
        this.writer = writer;
    }

    /// Of the run that holds the dump.
    RunWriter writer() {
        return writer;
    }

    @Override
    public OpenObject open(String path, String namespace, long expectedBytes) throws IOException {
        isUsed = true;
        return writer.open(path, namespace, expectedBytes);
    }

    @Override
    public void beginAnew() {
        if (!isUsed) return;
        isUsed = false;
        var next = writer.anew(writer.bucket().now());
        LOG.log(INFO, "Run " + writer.run() + " stays incomplete; going on as run " + next.run());
        writer = next;
    }
}
