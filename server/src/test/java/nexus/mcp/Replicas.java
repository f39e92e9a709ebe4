package nexus.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.fleet.Replica;
import nexus.mcp.fleet.Seal;

/// Several replicas in one process, which ask each other by a plain call.
final class Replicas {
    static final String A = "10.0.0.1:9090";
    static final String B = "10.0.0.2:9090";
    static final String C = "10.0.0.3:9090";

    private final Map<String, McpServer> running = new ConcurrentHashMap<>();
    private final Seal seal;
    private final Catalog catalog;

    Replicas(Catalog catalog) {
        this(Seal.random(), catalog);
    }

    Replicas(Seal seal, Catalog catalog) {
        this.seal = seal;
        this.catalog = catalog;
    }

    /// Starts a replica, for the first time or anew.
    McpServer start(String address) {
        return start(address, seal);
    }

    McpServer start(String address, Seal seal) {
        var info = new ServerInfo("test", "Test", "1", "Hello.");
        var fleet = new Fleet(seal, Replica.starting(address), this::ask);
        var server = new McpServer(info, catalog, ResultForm.TEXT, fleet, Observer.NONE);
        running.put(address, server);
        return server;
    }

    /// Lets a replica be gone.
    void stop(String address) {
        running.remove(address);
    }

    private Optional<String> ask(String address, String message, Duration patience) {
        var server = running.get(address);
        try {
            return server == null ? Optional.empty() : server.peer(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
