package nexus.ops;

import io.helidon.health.HealthCheck;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import nexus.health.Readiness;
import nexus.health.Report;

/// `/ready` and `/health`, on both sockets.
public final class Probes implements HttpService {
    private final Readiness readiness;
    private final List<HealthCheck> checks;
    private final boolean tellsReasons;

    /// @param tellsReasons whether those who ask may know hosts, users and files: not where strangers can ask
    public Probes(Readiness readiness, List<HealthCheck> checks, boolean tellsReasons) {
        this.readiness = readiness;
        this.checks = List.copyOf(checks);
        this.tellsReasons = tellsReasons;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/ready", this::ready).get("/health", this::health);
    }

    private void ready(ServerRequest request, ServerResponse response) {
        var obstacle = readiness.obstacle();
        response.status(obstacle.isEmpty() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .header(HeaderValues.CONTENT_TYPE_TEXT_PLAIN)
                .send(obstacle.map(why -> tellsReasons ? why : "not ready").orElse("ready") + "\n");
    }

    private void health(ServerRequest request, ServerResponse response) {
        var report = Report.of(checks, readiness, tellsReasons);
        response.status(report.isHealthy() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(report.json());
    }
}
