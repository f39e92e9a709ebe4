package nexus.http;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.HttpRouting;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import nexus.access.Gate;
import nexus.access.audit.Door;
import nexus.access.limits.Limits;
import nexus.config.Pem;
import nexus.mcp.McpServer;
import nexus.mcp.catalog.Caller;

/// The listener for agents: its limits, its filters and its routes.
public final class McpHttp implements AutoCloseable {
    private final Settings settings;
    private final Traffic traffic;
    private final Deadlines deadlines = new Deadlines();
    private final BodyReader bodies;
    private final Optional<VersionHeader> version;

    public McpHttp(Settings settings) {
        this.settings = settings;
        this.traffic = new Traffic(settings.maxCalls(), settings.maxStreams());
        this.bodies = new BodyReader(settings.bodyTimeout(), deadlines);
        this.version = settings.version().map(VersionHeader::of);
    }

    /// Calls at work and open streams now.
    public int activeCalls() {
        return traffic.active();
    }

    /// The socket's limits. Helidon's defaults would wait 44 ms for an acknowledgement in every larger answer.
    /// Its sockets without NIO are cheaper, but ask no client for a certificate.
    ///
    /// @throws IllegalStateException if a file of its TLS cannot be used
    public void configure(ListenerConfig.BuilderBase<?, ?> listener) {
        listener.host(settings.host())
                .port(settings.port())
                .maxPayloadSize(settings.maxBodyBytes())
                .maxTcpConnections(settings.maxConnections())
                .useNio(settings.tls().isPresent())
                .writeBufferSize(0)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .directHandlers(HttpErrors.handlers(version));
        settings.tls().ifPresent(files -> listener.tls(tls(files)));
    }

    /// The files have been good when the settings were read.
    private static Tls tls(ListenerTls files) {
        try {
            return files.tls();
        } catch (Pem.Unusable e) {
            throw new IllegalStateException("TLS of the listener: " + e.getMessage(), e);
        }
    }

    /// What the routes need of the rest of the server.
    ///
    /// @param server     answers the messages
    /// @param gate       knows the callers
    /// @param grants     narrows a caller to what it can use
    /// @param obstacle   why calls cannot be served yet, if so
    /// @param isStopping whether clients should open their next connection elsewhere
    /// @param statuses   is told the status of every answer
    /// @param calls      runs each call, until its answer has left
    /// @param limits     holds callers to their shares
    /// @param door       is told of those who are turned away
    public record Surroundings(
            McpServer server,
            Gate gate,
            UnaryOperator<Caller> grants,
            Supplier<Optional<String>> obstacle,
            BooleanSupplier isStopping,
            IntConsumer statuses,
            Consumer<Runnable> calls,
            Limits limits,
            Door door) {}

    /// Registers `/mcp` with what guards it.
    public void routing(HttpRouting.Builder routing, Surroundings around) {
        version.ifPresent(routing::addFilter);
        closeConnections(routing, around.isStopping());
        routing.addFilter((chain, request, response) -> {
                    response.whenSent(() -> {
                        around.statuses().accept(response.status().code());
                        Origins.tell(around.door(), request, response);
                    });
                    chain.proceed();
                })
                .addFilter(new Guard(Set.copyOf(settings.allowedHosts()), around.gate()))
                .register(new McpRoutes(around, traffic, bodies, settings.rhythm()));
        around.gate().resource().ifPresent(resource -> routing.register(new ResourceRoutes(resource)));
    }

    /// Lets another listener end connections as this one does: when the client asks for it, and when the server stops.
    public static void closeConnections(HttpRouting.Builder routing, BooleanSupplier isStopping) {
        routing.addFilter(new ConnectionClose(isStopping));
    }

    /// The way in for the other replicas, to be registered on the ops socket.
    public PeerRoutes peers(McpServer server) {
        return new PeerRoutes(server, bodies);
    }

    @Override
    public void close() {
        deadlines.close();
    }
}
