package nexus.tunnel;

import nexus.config.Secret;

/// Where the tunnel is entered: a SOCKS5 proxy on 127.0.0.1, new credentials in every process.
public record Proxy(int port, String user, Secret password) {}
