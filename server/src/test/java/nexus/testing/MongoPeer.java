package nexus.testing;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.Optional;
import java.util.UUID;
import nexus.embedded.Version;
import org.junit.jupiter.api.Assumptions;

/// A server that speaks MongoDB's wire protocol: one inside this process, or the one `MONGODB_TEST_URI` names. Each
/// peer
/// uses databases of its own, whose names begin with [#databaseName()], and drops them when it is closed.
public final class MongoPeer implements AutoCloseable {
    private final Optional<MongoServer> emulator;
    private final String uri;
    private final MongoClient client;
    private final String databaseName = "nexus-" + UUID.randomUUID().toString().substring(0, 8);

    private MongoPeer(Optional<MongoServer> emulator, String uri) {
        this.emulator = emulator;
        this.uri = uri;
        this.client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .build());
    }

    /// The server of `MONGODB_TEST_URI`, else one in this process.
    public static MongoPeer start() {
        var named = System.getenv("MONGODB_TEST_URI");
        return named == null || named.isBlank() ? inProcess() : new MongoPeer(Optional.empty(), named);
    }

    /// A server in this process, which a test may stop.
    public static MongoPeer inProcess() {
        var server = new MongoServer(new MemoryBackend().version(new Version()));
        var address = server.bind();
        return new MongoPeer(Optional.of(server), "mongodb://127.0.0.1:" + address.getPort());
    }

    public String uri() {
        return uri;
    }

    /// The database for this peer's documents; more of them begin with this name.
    public String databaseName() {
        return databaseName;
    }

    /// A plain driver's view of [#databaseName()], for setting up.
    public MongoDatabase database() {
        return client.getDatabase(databaseName);
    }

    /// Whether the server is the emulator in this process.
    public boolean isEmulator() {
        return emulator.isPresent();
    }

    /// Skips a test, loudly, where the emulator lacks what it needs.
    public void needs(String feature) {
        if (isEmulator()) System.out.println("SKIPPED: mongo-java-server lacks " + feature);
        Assumptions.assumeFalse(isEmulator(), "mongo-java-server lacks " + feature);
    }

    /// Stops the server in this process.
    public void stop() {
        emulator.orElseThrow().shutdownNow();
    }

    @Override
    public void close() {
        if (emulator.isEmpty()) {
            for (var name : client.listDatabaseNames()) {
                if (name.startsWith(databaseName)) client.getDatabase(name).drop();
            }
        }
        client.close();
        emulator.ifPresent(MongoServer::shutdownNow);
    }
}
