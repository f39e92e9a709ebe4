package nexus.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ServerDescription;
import java.time.Duration;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import nexus.config.Pem;

/// The driver's client for programs that move whole collections. Servers, TLS and way are those of a connection, but an
/// operation may last for ever as long as the server is not silent, and all of them go to one server, so that raw
/// commands can follow a cursor.
public final class BulkClient {
    // Kept for the same reason as that of a connection.
    private static final Logger DRIVER = Logger.getLogger("org.mongodb.driver");

    private BulkClient() {}

    /// Opens one; servers are dialled in the background.
    ///
    /// @param name    what messages call the connection
    /// @param way     how its servers are reached
    /// @param silence how long a server may leave an operation without a byte
    /// @param sockets most of them to one server, those of the heartbeat not counted
    /// @throws DatabaseException if the files of TLS or the connection string cannot be used
    public static MongoClient open(String name, Settings settings, Way way, Duration silence, int sockets) {
        if (DRIVER.getLevel() == null) DRIVER.setLevel(Level.SEVERE);
        if (Boolean.TRUE.equals(Uri.parse(settings.uri().value()).isLoadBalanced())) {
            throw new DatabaseException("connection " + name + " cannot be opened: behind a load balancer"
                    + " (loadBalanced=true in the uri) a cursor cannot be followed; name the servers themselves");
        }
        try {
            var tls = TlsContext.read(settings.tls());
            var driver = new Driver(settings, way, tls, new Pool(sockets), new Pulse());
            return driver.client(() -> options(driver, silence, sockets));
        } catch (Pem.Unusable e) {
            throw new DatabaseException("connection " + name + " cannot be opened: " + e.getMessage());
        }
    }

    /// A deadline of the driver would end up in every `getMore` as `maxTimeMS`, which servers refuse there.
    static MongoClientSettings options(Driver driver, Duration silence, int sockets) {
        var uri = Uri.without(driver.settings().uri().value(), "timeoutMS");
        return driver.unlimited(uri)
                .applicationName("nexus-backup")
                .codecRegistry(MongoClientSettings.getDefaultCodecRegistry())
                .applyToClusterSettings(cluster -> cluster.serverSelector(new PinnedServer()))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(sockets).minSize(0))
                .applyToSocketSettings(socket -> socket.readTimeout(silence.toMillis(), MILLISECONDS))
                .build();
    }

    /// Why an operation failed, in words without an address or a password.
    public static String why(MongoClient client, MongoException e) {
        return switch (e) {
            case MongoCommandException command
            when Failures.isOfTheQuery(command.getErrorCode()) -> "the server says " + Failures.said(command);
            case MongoCommandException command -> "the server says " + Failures.codeName(command);
            case MongoExecutionTimeoutException _ -> "it took longer than the server allows";
            case MongoInterruptedException _ -> "it was cancelled";
            case MongoBulkWriteException bulk
            when !bulk.getWriteErrors().isEmpty() ->
                "the server refuses a document with code "
                        + bulk.getWriteErrors().getFirst().getCode();
            case MongoServerException server -> "the server says code " + server.getCode();
            case MongoIncompatibleDriverException _ ->
                "the server speaks a version of the protocol that Nexus does not";
            case MongoTimeoutException _ -> "no server could be reached in time" + lastTrouble(client);
            default -> Failures.cause(e);
        };
    }

    private static String lastTrouble(MongoClient client) {
        return client.getClusterDescription().getServerDescriptions().stream()
                .map(ServerDescription::getException)
                .filter(Objects::nonNull)
                .findFirst()
                .map(trouble -> ": " + Failures.cause(trouble))
                .orElse("");
    }
}
