package nexus;

import java.util.Optional;
import java.util.function.Supplier;
import nexus.access.audit.Audit;
import nexus.access.limits.Limits;
import nexus.metrics.Meters;

/// Publishes who was held back, and how the audit is.
final class AccessMeters {
    private AccessMeters() {}

    static void register(Meters meters, Limits limits, Optional<Audit> audit) {
        limited(meters, "rate", limits::tooOftenCount);
        limited(meters, "at-once", limits::tooManyCount);
        limited(meters, "streams", limits::tooManyStreamsCount);
        meters.count(
                "mcp_audit_lines",
                "Lines written to the audit.",
                () -> audit.map(Audit::written).orElse(0L));
        meters.count(
                "mcp_audit_lost_lines",
                "Lines of the audit that could not be written.",
                () -> audit.map(Audit::dropped).orElse(0L));
    }

    private static void limited(Meters meters, String reason, Supplier<Long> count) {
        meters.count(
                "mcp_limited_requests", "Requests refused for the limits of their caller.", count, "reason", reason);
    }
}
