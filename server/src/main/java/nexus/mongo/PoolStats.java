package nexus.mongo;

/// How busy a connection's pool is, over all its servers.
///
/// @param size       open sockets
/// @param checkedOut sockets in use
/// @param max        most sockets to one server
/// @param waiting    operations that wait for a socket
public record PoolStats(int size, int checkedOut, int max, int waiting) {}
