package nexus.tunnel;

/// What a tunnel is doing.
public enum State {
    /// Nobody has asked for it yet, or it is closed.
    DOWN,
    /// An attempt is under way.
    CONNECTING,
    /// It carries bytes.
    UP,
    /// The bastion has fallen silent: it is asked for a sign of life, and cut off if none comes.
    SUSPECT,
    /// The last attempt failed; the next one comes by itself.
    BACKOFF,
    /// The key cannot be used or was refused: no further attempt until its files change or a restart, so that no
    /// bastion is stormed.
    AUTH_FAILED,
    /// The bastion is not the pinned one: no further attempt until the files change or a restart.
    HOSTKEY_CHANGED;

    /// Whether only new files or a restart help.
    public boolean isTerminal() {
        return this == AUTH_FAILED || this == HOSTKEY_CHANGED;
    }

    /// Whether an operator should hear of it.
    boolean isTrouble() {
        return this == SUSPECT || this == BACKOFF || isTerminal();
    }
}
