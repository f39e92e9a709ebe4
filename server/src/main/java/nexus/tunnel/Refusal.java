package nexus.tunnel;

/// Why a connection to a target was not opened.
public enum Refusal {
    /// The tunnel itself is down.
    DOWN(1),
    /// The target is not in the configuration.
    NOT_ALLOWED(2),
    /// The bastion forbids it.
    FORBIDDEN(2),
    /// The bastion cannot connect to it.
    UNREACHABLE(5),
    /// Nobody answered in time.
    SILENT(6),
    /// The lane carries as many channels as it may.
    FULL(1);

    private final int reply;

    Refusal(int reply) {
        this.reply = reply;
    }

    /// The reply field of RFC 1928, section 6.
    int reply() {
        return reply;
    }
}
