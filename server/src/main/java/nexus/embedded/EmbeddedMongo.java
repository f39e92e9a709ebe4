package nexus.embedded;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A server inside this process that speaks MongoDB's wire protocol and serves sample data.
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

    /// Makes the sample data, then listens on loopback: who connects finds all of it.
    public static EmbeddedMongo open() {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /// The same at an address of the caller's choice. There is no authentication: who reaches it reads and writes.
    static EmbeddedMongo open(InetSocketAddress address) {
        return open(address, SampleData::load);
    }

    /// One without data.
    static EmbeddedMongo openEmpty(InetSocketAddress address) {
        return open(address, _ -> "it is empty");
    }

    private static EmbeddedMongo open(InetSocketAddress address, Function<MemoryBackend, String> data) {
        EMULATOR.setLevel(Level.OFF);
        var backend = new MemoryBackend();
        backend.version(new Version());
        var summary = data.apply(backend);
        var server = new MongoServer(backend);
        server.bind(address);
        var host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : bracketed(address);
        return new EmbeddedMongo(
                server, "mongodb://" + host + ":" + server.getLocalAddress().getPort(), summary);
    }

    private static String bracketed(InetSocketAddress address) {
        var text = address.getAddress().getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    /// What a driver on this machine connects to.
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
