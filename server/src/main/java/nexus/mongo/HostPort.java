package nexus.mongo;

/// Where a MongoDB server listens.
///
/// @param host name or address, an IPv6 address without its brackets
/// @param port 1 to 65535
public record HostPort(String host, int port) {}
