package nexus.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterSettings;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.SocketSettings;
import com.mongodb.spi.dns.DnsClient;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/// Makes the driver's client of a connection.
///
/// @param tls   where the Java runtime's own is not enough
/// @param pool  hears of sockets
/// @param pulse hears of heartbeats
record Driver(Settings settings, Way way, Optional<SSLContext> tls, Pool pool, Pulse pulse) {
    /// Dials in the background. Where the name service names the servers, it is asked at the first use.
    MongoClient client() {
        return client(this::options);
    }

    MongoClient client(Supplier<MongoClientSettings> options) {
        if (!settings.isSrv()) return MongoClients.create(options.get());
        return LazyClient.of(
                () -> MongoClients.create(options.get()), settings.pace().serverSelectionTimeout());
    }

    MongoClientSettings options() {
        return unlimited(settings.uri().value())
                .timeout(settings.limits().time().toMillis(), MILLISECONDS)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(
                        Collections.min(List.of(selection(), settings.limits().time()))
                                .toMillis(),
                        MILLISECONDS))
                .build();
    }

    /// All but a limit to the time of an operation, unless the connection string has one.
    MongoClientSettings.Builder unlimited(String uri) {
        var names = names();
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri, names))
                .dnsClient(names)
                .applicationName("nexus-mcp")
                .retryReads(true)
                .codecRegistry(Row.CODECS)
                .applyToClusterSettings(this::cluster)
                .applyToServerSettings(server -> server.heartbeatFrequency(
                                settings.pace().heartbeat().toMillis(), MILLISECONDS)
                        .addServerMonitorListener(pulse))
                .applyToConnectionPoolSettings(this::sockets)
                .applyToSocketSettings(this::socket)
                .applyToSslSettings(ssl -> tls.ifPresent(ssl::context));
    }

    private DnsClient names() {
        var service = way.names().<DnsClient>map(RemoteNames::new).orElseGet(LocalNames::new);
        return new ServerNames(service, way.learned(), pulse);
    }

    /// The driver holds a call to this time even while a socket is opened for it: on a busy machine calls would fail
    /// that
    /// only have to wait their turn. So it has room for two sockets; operations wait for a server themselves.
    private Duration selection() {
        var pace = settings.pace();
        return pace.serverSelectionTimeout().plus(pace.connectTimeout().multipliedBy(2));
    }

    private void cluster(ClusterSettings.Builder cluster) {
        settings.remote().ifPresent(at -> cluster.hosts(List.of(new ServerAddress(at.host(), at.port()))));
        cluster.serverSelectionTimeout(selection().toMillis(), MILLISECONDS).addClusterListener(pulse);
    }

    private void sockets(ConnectionPoolSettings.Builder sockets) {
        sockets.maxSize(settings.poolSize())
                .maxConnectionLifeTime(settings.pace().connectionLife().toMillis(), MILLISECONDS)
                .addConnectionPoolListener(pool);
    }

    private void socket(SocketSettings.Builder socket) {
        socket.connectTimeout(settings.pace().connectTimeout().toMillis(), MILLISECONDS);
        way.proxy()
                .ifPresent(through -> socket.applyToProxySettings(to -> to.host(through.host())
                        .port(through.port())
                        .username(through.user())
                        .password(through.password().value())));
    }
}
