package nexus.mongo;

/// Asks for the latest lines that a server has logged.
///
/// @param type  `global` or `startupWarnings`
/// @param limit most lines wanted; 1 to 1024
public record Logs(String type, int limit) {}
