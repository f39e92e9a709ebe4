package nexus.health;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What one look at a part of the system came to.
///
/// @param isHealthy whether it works
/// @param details   more about it, such as `latency` in milliseconds or `error`; strings and numbers
public record Finding(boolean isHealthy, Map<String, Object> details) {
    public Finding {
        details = Map.copyOf(details);
    }

    /// A Helidon health check over a look.
    ///
    /// @param name as the report calls it
    public static HealthCheck check(String name, Supplier<Finding> look) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            // The default is LIVENESS, and a dead database must never end this process.
            @Override
            public HealthCheckType type() {
                return HealthCheckType.READINESS;
            }

            @Override
            public HealthCheckResponse call() {
                var finding = look.get();
                var response = HealthCheckResponse.builder().status(finding.isHealthy());
                new TreeMap<>(finding.details()).forEach(response::detail);
                return response.build();
            }
        };
    }
}
