package nexus.tunnel;

/// What came of a dial.
sealed interface Dialed {
    /// It is open.
    record Opened(Wire wire) implements Dialed {}

    /// It is not.
    ///
    /// @param reason one sentence an operator can act on
    record Failed(Refusal refusal, String reason) implements Dialed {}
}
