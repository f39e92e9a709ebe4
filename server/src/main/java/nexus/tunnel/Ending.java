package nexus.tunnel;

/// Why a session was followed by another.
public enum Ending {
    /// It was closed by the bastion, or the network broke.
    ENDED,
    /// The bastion did not answer any more, and the connection was cut.
    SILENT,
    /// The key, its certificate or the known hosts have changed.
    ROTATED
}
