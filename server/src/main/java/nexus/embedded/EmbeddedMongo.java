package nexus.embedded;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A server inside this process that speaks MongoDB's wire protocol on a free port of loopback and serves sample data.
///
/// It is an emulator: what is written to it is gone when it closes.
public final class EmbeddedMongo implements AutoCloseable {
    /// What goes wrong is answered to who asked; the emulator's log would tell it a second time, with a stack trace.
    /// Held here
    /// because the log manager forgets loggers that nobody holds, with their levels.
    private static final Logger EMULATOR = Logger.getLogger("de.bwaldvogel.mongo");

    private final MongoServer server;
    private final String uri;
    private final String summary;

    private EmbeddedMongo(MongoServer server, String uri, String summary) {
        this.server = server;
        this.uri = uri;
        this.summary = summary;
    }

    /// Makes the sample data, then listens: who connects finds all of it.
    public static EmbeddedMongo open() {
        EMULATOR.setLevel(Level.OFF);
        var backend = new MemoryBackend();
        backend.version(new Version());
        var summary = SampleData.load(backend);
        var server = new MongoServer(backend);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var uri = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
        return new EmbeddedMongo(server, uri, summary);
    }

    /// What a driver connects to.
    public String uri() {
        return uri;
    }

    /// What it serves, in one sentence.
    public String summary() {
        return summary;
    }

    /// Stops listening and drops every connection at once: there is nothing to save.
    @Override
    public void close() {
        server.shutdownNow();
    }
}
