package nexus.bench;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ProxySettings;
import com.mongodb.connection.SocketSettings;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nexus.tunnel.Lane;
import nexus.tunnel.Proxy;
import nexus.tunnel.Settings;
import nexus.tunnel.Target;
import nexus.tunnel.Tunnel;

/// One way from the driver to the database.
///
/// @param bulk    for what is large
/// @param control for what is small
/// @param open    both of them, and what they stand on
record Passage(String name, MongoClient bulk, MongoClient control, Opened open) implements AutoCloseable {
    static final String DIRECT = "direct";
    static final String OPENSSH = "OpenSSH `-L`";
    static final String NEXUS = "Nexus's tunnel";
    static final List<String> NAMES = List.of(DIRECT, OPENSSH, NEXUS);
    private static final int PATIENCE_SECONDS = 30;

    /// Connects the driver to a port of this machine.
    static Passage through(String name, String uri, int port) {
        var open = new Opened();
        var client = open.keep(client(uri, new ServerAddress("127.0.0.1", port), _ -> {}));
        return new Passage(name, client, client, open);
    }

    /// Opens Nexus's tunnel.
    static Passage nexus(String uri, Settings settings) {
        var open = new Opened();
        var database = address(uri);
        var tunnel = open.keep(Tunnel.open(settings, Set.of(new Target(database.getHost(), database.getPort()))));
        var bulk = open.keep(client(uri, database, proxy(tunnel.proxy(Lane.BULK))));
        var control = open.keep(client(uri, database, proxy(tunnel.proxy(Lane.CONTROL))));
        return new Passage(NEXUS, bulk, control, open);
    }

    private static Consumer<ProxySettings.Builder> proxy(Proxy proxy) {
        return to -> to.host("127.0.0.1")
                .port(proxy.port())
                .username(proxy.user())
                .password(proxy.password().value());
    }

    /// The first host that a connection string names.
    static ServerAddress address(String uri) {
        return new ServerAddress(new ConnectionString(uri).getHosts().getFirst());
    }

    private static MongoClient client(String uri, ServerAddress address, Consumer<ProxySettings.Builder> proxy) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(
                        cluster -> cluster.hosts(List.of(address)).mode(ClusterConnectionMode.SINGLE))
                .applyToSocketSettings(socket -> socket(socket, proxy))
                .build());
    }

    private static void socket(SocketSettings.Builder socket, Consumer<ProxySettings.Builder> proxy) {
        socket.readTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).applyToProxySettings(proxy::accept);
    }

    @Override
    public void close() {
        open.close();
    }
}
