package nexus;

import java.util.Locale;
import java.util.Optional;
import nexus.access.audit.Audit;
import nexus.access.limits.Limits;
import nexus.metrics.Meters;

/// Publishes who was held back, and how the audit is.
final class AccessMeters {
    private AccessMeters() {}

    static void register(Meters meters, Limits limits, Optional<Audit> audit) {
        for (var reason : Limits.Reason.values()) {
            meters.count(
                    "mcp_limited_requests",
                    "Requests refused for what their caller may.",
                    () -> limits.refused(reason),
                    "reason",
                    reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        meters.count(
                "mcp_audit_lines",
                "Lines written to the audit.",
                () -> audit.map(Audit::written).orElse(0L));
        meters.count(
                "mcp_audit_lost_lines",
                "Lines of the audit that could not be written.",
                () -> audit.map(Audit::dropped).orElse(0L));
    }
}
