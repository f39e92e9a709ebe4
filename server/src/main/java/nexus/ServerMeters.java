package nexus;

import java.util.Optional;
import nexus.http.McpHttp;
import nexus.metrics.Meters;
import nexus.mongo.AnswerMemory;

/// Publishes what concerns the whole server: what it is, and how busy.
final class ServerMeters {
    private ServerMeters() {}

    /// @param track which of several versions at work this is
    static void register(Meters meters, Optional<String> track, McpHttp http, AnswerMemory memory) {
        meters.gauge(
                "nexus_build_info",
                "1, with the version of the program and the track it runs in.",
                () -> 1,
                "version",
                About.VERSION,
                "track",
                track.orElse(""));
        meters.gauge("mcp_active_connections", "Calls in flight and open streams of this replica.", http::activeCalls);
        meters.gauge("mcp_answer_memory_bytes", "Memory that answers at work take.", memory::taken);
        meters.gauge("mcp_answer_memory_max_bytes", "Most memory that answers may take.", memory::bytes);
        meters.count("mcp_answer_memory_misses", "Answers cut or refused for want of memory.", memory::misses);
    }
}
