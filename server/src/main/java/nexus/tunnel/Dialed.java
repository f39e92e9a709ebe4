package nexus.tunnel;

/// What came of a dial.
sealed interface Dialed {
    /// It is open.
    record Opened(Wire wire) implements Dialed {}

    /// It is not.
    ///
    /// @param reason one sentence an operator can act on
    record Failed(Refusal refusal, String reason) implements Dialed {}

    /// Why not.
    enum Refusal {
        /// The tunnel itself is down.
        DOWN(1),
        /// A rule forbids the target.
        FORBIDDEN(2),
        /// The target does not answer.
        UNREACHABLE(5);

        private final int reply;

        Refusal(int reply) {
            this.reply = reply;
        }

        /// The reply field of RFC 1928, section 6.
        int reply() {
            return reply;
        }
    }
}
