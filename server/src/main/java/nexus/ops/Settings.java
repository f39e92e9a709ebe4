package nexus.ops;

import nexus.config.Section;

/// Where the ops socket listens.
///
/// @param host address; wider than loopback where a kubelet or Prometheus asks
/// @param port 1 to 65535, or 0 for any free one
public record Settings(String host, int port) {
    public static Settings read(Section section) {
        return new Settings(section.address("host", "OPS_HOST=127.0.0.1"), section.integer("port", 0, 65_535));
    }
}
