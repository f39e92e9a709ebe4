package nexus.embedded;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A server inside this process that speaks MongoDB's wire protocol on a free port of loopback and serves sample data.
///
/// It is an emulator: what is written to it is gone when it closes.
public final class EmbeddedMongo implements AutoCloseable {
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
