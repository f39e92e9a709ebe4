package nexus.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import nexus.config.Section;

/// Where and how `/mcp` is served.
///
/// @param host           address to listen on
/// @param port           1 to 65535, or 0 for any free one
/// @param allowedHosts   host names beside loopback that `Host` and `Origin` may carry; `*` for any
/// @param maxBodyBytes   larger bodies are refused
/// @param maxConnections most open connections
/// @param maxCalls       most calls at work at once; more are told to come again
/// @param maxStreams     most requests that only wait, for events or for a person; more are told to come again
/// @param bodyTimeout    how long a client may take to send a body
/// @param streamAfter    an answer that takes longer becomes an event stream
/// @param heartbeat      how often an event stream that only waits shows a sign of life
public record Settings(
        String host,
        int port,
        List<String> allowedHosts,
        long maxBodyBytes,
        int maxConnections,
        int maxCalls,
        int maxStreams,
        Duration bodyTimeout,
        Duration streamAfter,
        Duration heartbeat) {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    public Settings {
        allowedHosts = List.copyOf(allowedHosts);
    }

    public static Settings read(Section section) {
        return new Settings(
                section.address("host", "MCP_HOST=127.0.0.1"),
                section.integer("port", 0, 65_535),
                section.list("allowed-hosts", "host names without port, or * for any"),
                section.bytes("max-body", 1 << 10, 64 << 20),
                section.integer("max-connections", 1, 100_000),
                section.integer("max-calls", 1, 10_000),
                section.integer("max-streams", 1, 100_000),
                section.duration("body-timeout", SHORTEST, Duration.ofMinutes(10)),
                section.duration("stream-after", SHORTEST, Duration.ofMinutes(1)),
                section.duration("heartbeat", SHORTEST, Duration.ofMinutes(10)));
    }

    Rhythm rhythm() {
        return new Rhythm(streamAfter, heartbeat, bodyTimeout);
    }

    /// Whether it is reached by every address of this machine.
    public boolean isWildcard() {
        return InetAddress.ofLiteral(host).isAnyLocalAddress();
    }

    /// Whether only this machine can reach it.
    public boolean isLoopback() {
        return InetAddress.ofLiteral(host).isLoopbackAddress();
    }
}
