package nexus.http;

import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.HttpRouting;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import nexus.access.Tokens;
import nexus.mcp.McpServer;

/// The listener for agents: its limits, its filters and its routes.
public final class McpHttp implements AutoCloseable {
    private final Settings settings;
    private final Traffic traffic;
    private final BodyReader bodies;

    public McpHttp(Settings settings) {
        this.settings = settings;
        this.traffic = new Traffic(settings.maxCalls());
        this.bodies = new BodyReader(settings.bodyTimeout());
    }

    /// Calls at work now.
    public int activeCalls() {
        return traffic.active();
    }

    /// The socket's limits. Helidon's defaults would wait 44 ms for an acknowledgement in every larger answer.
    public void configure(ListenerConfig.BuilderBase<?, ?> listener) {
        listener.host(settings.host())
                .port(settings.port())
                .maxPayloadSize(settings.maxBodyBytes())
                .maxTcpConnections(settings.maxConnections())
                .connectionOptions(options -> options.tcpNoDelay(true))
                .directHandlers(HttpErrors.handlers());
    }

    /// Registers `/mcp` with what guards it.
    ///
    /// @param tokens   nothing when everyone may call
    /// @param obstacle why calls cannot be served yet, if so
    public void routing(
            HttpRouting.Builder routing,
            McpServer server,
            Optional<Tokens> tokens,
            Supplier<Optional<String>> obstacle) {
        routing.addFilter(new ConnectionClose())
                .addFilter(new Guard(Set.copyOf(settings.allowedHosts()), tokens))
                .register(new McpRoutes(server, traffic, bodies, obstacle));
    }

    @Override
    public void close() {
        bodies.close();
    }
}
