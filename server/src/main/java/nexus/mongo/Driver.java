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
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.bson.codecs.BsonValueCodecProvider;
import org.bson.codecs.configuration.CodecRegistries;

/// Makes the driver's client of a connection.
///
/// @param tls   where the Java runtime's own is not enough
/// @param pool  hears of sockets
/// @param pulse hears of heartbeats
record Driver(Settings settings, Way way, Optional<SSLContext> tls, Pool pool, Pulse pulse) {
    /// Dials in the background. Where the name service names the servers, it is asked at the first use.
    MongoClient client() {
        if (!settings.isSrv()) return MongoClients.create(options());
        return LazyClient.of(
                () -> MongoClients.create(options()), settings.pace().serverSelectionTimeout());
    }

    MongoClientSettings options() {
        var names = names();
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(settings.uri().value(), names))
                .dnsClient(names)
                .applicationName("nexus-mcp")
                .retryReads(true)
                .timeout(settings.limits().time().toMillis(), MILLISECONDS)
                .codecRegistry(CodecRegistries.fromProviders(new BsonValueCodecProvider()))
                .applyToClusterSettings(this::cluster)
                .applyToServerSettings(server -> server.heartbeatFrequency(
                                settings.pace().heartbeat().toMillis(), MILLISECONDS)
                        .addServerMonitorListener(pulse))
                .applyToConnectionPoolSettings(this::sockets)
                .applyToSocketSettings(this::socket)
                .applyToSslSettings(ssl -> tls.ifPresent(ssl::context))
                .build();
    }

    private DnsClient names() {
        var service = way.names().<DnsClient>map(RemoteNames::new).orElseGet(LocalNames::new);
        return new ServerNames(service, way.learned(), pulse);
    }

    private void cluster(ClusterSettings.Builder cluster) {
        settings.remote().ifPresent(at -> cluster.hosts(List.of(new ServerAddress(at.host(), at.port()))));
        cluster.serverSelectionTimeout(settings.pace().serverSelectionTimeout().toMillis(), MILLISECONDS)
                .addClusterListener(pulse);
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
