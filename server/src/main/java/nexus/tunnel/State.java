package nexus.tunnel;

/// What a tunnel is doing.
public enum State {
    /// Nobody has asked for it yet, or it is closed.
    DOWN,
    /// An attempt is under way.
    CONNECTING,
    /// It carries bytes.
    UP,
    /// The last attempt failed; the next one comes by itself.
    BACKOFF,
    /// The key cannot be used or was refused: no further attempt until a restart, so that no bastion is stormed.
    AUTH_FAILED,
    /// The bastion is not the pinned one: no further attempt until a restart.
    HOSTKEY_CHANGED;

    /// Whether only a restart helps.
    public boolean isTerminal() {
        return this == AUTH_FAILED || this == HOSTKEY_CHANGED;
    }
}
