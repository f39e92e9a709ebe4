package nexus.ops;

import java.net.InetAddress;
import nexus.config.Section;

/// Where the ops socket listens.
///
/// @param host address; wider than loopback where a kubelet or Prometheus asks
/// @param port 1 to 65535, or 0 for any free one
public record Settings(String host, int port) {
    public static Settings read(Section section) {
        var allowed = "an IP address";
        var host = section.text("host", allowed, "OPS_HOST=127.0.0.1");
        try {
            InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            section.problem("host", "\"" + host + "\" is not an address", allowed, "OPS_HOST=127.0.0.1");
        }
        return new Settings(host, section.integer("port", 0, 65_535));
    }
}
