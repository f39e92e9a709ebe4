package nexus.tunnel;

import java.time.Instant;

/// A state and its reason.
///
/// @param reason one sentence an operator can act on
/// @param since  when the state was entered
public record Status(State state, String reason, Instant since) {}
