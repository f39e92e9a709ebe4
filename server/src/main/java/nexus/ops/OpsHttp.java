package nexus.ops;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.HttpRouting;
import nexus.metrics.Meters;

/// The listener for operators.
public final class OpsHttp {
    private static final int MOST_PROBES = 64;

    private OpsHttp() {}

    /// What other replicas may send to this socket.
    ///
    /// @param maxConnections most at once
    /// @param maxBodyBytes   most in one message
    public record Peering(int maxConnections, int maxBodyBytes) {}

    /// The socket's limits: a handful of probes and scrapers, and the other replicas.
    public static void configure(ListenerConfig.BuilderBase<?, ?> listener, Settings settings, Peering peering) {
        listener.host(settings.host())
                .port(settings.port())
                .maxPayloadSize(peering.maxBodyBytes())
                .maxTcpConnections(MOST_PROBES + peering.maxConnections())
                .connectionOptions(options -> options.tcpNoDelay(true));
    }

    /// Registers `/live`, `/metrics` and `/` beside the probes.
    ///
    /// @param title first line of the status page
    public static void routing(HttpRouting.Builder routing, Probes probes, Meters meters, String title) {
        routing.register(probes)
                // That it answers at all is the proof: a dead bastion or database is no reason to end this process.
                .get(
                        "/live",
                        (_, response) -> response.header(HeaderValues.CONTENT_TYPE_TEXT_PLAIN)
                                .send("live\n"))
                .get(
                        "/metrics",
                        (_, response) -> response.header(
                                        HeaderValues.create("Content-Type", "text/plain; version=0.0.4; charset=utf-8"))
                                .send(meters.prometheusText()))
                .get(
                        "/",
                        (_, response) -> response.header(HeaderValues.CONTENT_TYPE_TEXT_PLAIN)
                                .send(title + "\n\n/live     this process answers\n/ready    it should get traffic\n"
                                        + "/health   what works and what does not\n/metrics  Prometheus\n"));
    }
}
