package nexus.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
/// @param tls            its files, where it speaks TLS
/// @param version        which of several versions at work this is; every answer says so
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
        Duration heartbeat,
        Optional<ListenerTls> tls,
        Optional<String> version) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    /// A value of a Kubernetes label, so that it can be the one of the pod.
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

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
                section.duration("heartbeat", SHORTEST, Duration.ofMinutes(10)),
                ListenerTls.read(section.section("tls")),
                version(section));
    }

    private static Optional<String> version(Section section) {
        var allowed = "at most 63 letters, digits, dots, dashes and underscores; a letter or digit at both ends";
        var version = section.textIfSet("version", allowed);
        version.filter(text -> !LABEL.matcher(text).matches())
                .ifPresent(text ->
                        section.problem("version", "\"" + text + "\" cannot be used", allowed, "http.version: v2"));
        return version;
    }

    /// Whether clients are asked for certificates.
    public boolean asksForCertificates() {
        return tls.flatMap(ListenerTls::clientCaFile).isPresent();
    }

    /// `http` or `https`.
    public String scheme() {
        return tls.isPresent() ? "https" : "http";
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
