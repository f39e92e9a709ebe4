package nexus.tunnel;

/// Why an attempt to connect failed.
///
/// @param state  BACKOFF, or one of the terminal ones
/// @param reason one sentence an operator can act on
record Failure(State state, String reason) {}
