package nexus;

import io.helidon.health.HealthCheck;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;
import nexus.health.Readiness;
import nexus.http.McpHttp;
import nexus.http.PeerRoutes;
import nexus.metrics.Meters;
import nexus.ops.OpsHttp;
import nexus.ops.Probes;

/// The two sockets of the server: one for agents, and one for operators and the other replicas.
///
/// @param http   the first of them
/// @param around what its routes need
/// @param checks those of `/health`
record Sockets(
        Settings settings,
        McpHttp http,
        McpHttp.Surroundings around,
        Readiness readiness,
        List<HealthCheck> checks,
        Meters meters) {
    /// The name of the second one.
    static final String OPS = "ops";

    /// A server that listens on both once it is started.
    WebServer build() {
        var server = WebServer.builder()
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .shutdownGracePeriod(settings.stop().grace())
                .routing(this::agents)
                .routing(OPS, this::operators)
                .putSocket(OPS, socket -> OpsHttp.configure(socket, settings.ops(), peering()));
        http.configure(server);
        return server.build();
    }

    private void agents(HttpRouting.Builder routing) {
        http.routing(routing, around);
        routing.register(new Probes(readiness, checks, settings.http().isLoopback()));
    }

    private void operators(HttpRouting.Builder routing) {
        McpHttp.closeConnections(routing, readiness::isDraining);
        OpsHttp.routing(
                routing,
                new Probes(readiness, checks, true),
                meters,
                About.title(settings.http().version()));
        if (settings.fleet().podIp().isPresent()) routing.register(http.peers(around.server()));
    }

    /// Each stream that is open at another replica may wait here for what comes for it.
    private OpsHttp.Peering peering() {
        return settings.fleet().podIp().isEmpty()
                ? new OpsHttp.Peering(0, 0)
                : new OpsHttp.Peering(settings.http().maxStreams(), PeerRoutes.MOST_BYTES);
    }
}
