package nexus.health;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.io.JsonStringEncoder;

/// The report of `/health`: every check, the phase of the start, and one word for the whole.
///
/// @param isHealthy whether every check is
/// @param json      `{"status", "checks": {NAME: {"status", …}}, "phase", "timestamp"}`, with `reason` when not ready
public record Report(boolean isHealthy, String json) {
    /// Runs the checks.
    ///
    /// @param tellsReasons whether the reader may know hosts, users and files
    public static Report of(List<HealthCheck> checks, Readiness readiness, boolean tellsReasons) {
        var results = new TreeMap<String, HealthCheckResponse>();
        checks.forEach(check -> results.put(check.name(), check.call()));
        var isHealthy = results.values().stream().allMatch(Report::isUp);
        var reason =
                readiness.obstacle().map(why -> ",\"reason\":" + quoted(why)).orElse("");
        var json = "{\"status\":" + word(isHealthy) + ",\"checks\":" + checks(results, tellsReasons) + ",\"phase\":"
                + quoted(readiness.phase())
                + reason + ",\"timestamp\":"
                + quoted(Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()) + "}";
        return new Report(isHealthy, json);
    }

    private static boolean isUp(HealthCheckResponse response) {
        return response.status() == HealthCheckResponse.Status.UP;
    }

    private static String word(boolean isHealthy) {
        return isHealthy ? "\"healthy\"" : "\"unhealthy\"";
    }

    private static String checks(Map<String, HealthCheckResponse> results, boolean tellsReasons) {
        return results.entrySet().stream()
                .map(result -> quoted(result.getKey()) + ":{\"status\":" + word(isUp(result.getValue()))
                        + details(result.getValue().details(), tellsReasons) + "}")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String details(Map<String, Object> details, boolean tellsReasons) {
        return new TreeMap<>(details)
                .entrySet().stream()
                        .filter(detail -> tellsReasons || !detail.getKey().equals("error"))
                        .map(detail -> "," + quoted(detail.getKey()) + ":" + value(detail.getValue()))
                        .collect(Collectors.joining());
    }

    private static String value(Object value) {
        return value instanceof Number number ? number.toString() : quoted(value.toString());
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
    }
}
