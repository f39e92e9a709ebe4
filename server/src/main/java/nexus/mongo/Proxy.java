package nexus.mongo;

import nexus.config.Secret;

/// A SOCKS5 proxy through which the driver dials.
///
/// @param host     where it listens
/// @param port     1 to 65535
/// @param user     name it asks for
/// @param password password it asks for
public record Proxy(String host, int port, String user, Secret password) {}
