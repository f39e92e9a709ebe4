package nexus.mongo;

/// Asks what a server is doing now.
///
/// @param seconds least time that an operation has been running
/// @param limit   most operations wanted
public record Running(int seconds, int limit) {}
