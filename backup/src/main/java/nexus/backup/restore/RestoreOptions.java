package nexus.backup.restore;

import nexus.backup.run.Only;

/// What is restored, where to, and how.
///
/// @param only     the namespaces that are asked for
/// @param renames  other names for databases or collections
/// @param ifExists what becomes of collections that are there
/// @param noOplog  whether documents of different times will do where the run has an oplog that brings them to one
/// @param parallel collections at once
/// @param force    write into a server that is older than the one the run is from
public record RestoreOptions(
        Only only, Renames renames, IfExists ifExists, boolean noOplog, int parallel, boolean force) {
    /// What tells restores of the same run apart.
    String purpose() {
        return only.patterns() + " " + renames + " " + ifExists;
    }
}
