package nexus.tunnel;

/// Which SSH session a connection travels on: what is small must not wait behind what is large.
public enum Lane {
    /// Calls, heartbeats and watches.
    CONTROL,
    /// Dumps and exports: a larger window, few channels.
    BULK
}
