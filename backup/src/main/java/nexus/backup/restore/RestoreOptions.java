package nexus.backup.restore;

import java.util.Map;
import nexus.backup.run.Only;

/// What is restored, where to, and how.
///
/// @param only     the namespaces that are asked for
/// @param renames  other names for databases or collections
/// @param ifExists what becomes of collections that are there
/// @param noOplog  whether documents of different times will do where the run has an oplog that brings them to one
/// @param earlier  what becomes of an earlier attempt that stopped
/// @param parallel collections at once
/// @param force    write into a server that is older than the one the run is from
public record RestoreOptions(
        Only only, Renames renames, IfExists ifExists, boolean noOplog, Earlier earlier, int parallel, boolean force) {
    /// What becomes of an earlier attempt of the same restore.
    public enum Earlier {
        /// It goes on if it stopped within a day; else the restore does not begin.
        IF_RECENT,
        /// It goes on: what it had begun is dropped and begun anew.
        RESUME,
        /// It is forgotten: what it has left is judged as any other collection that is there.
        RESTART
    }

    /// All of a run, into an empty target, without its oplog.
    public static RestoreOptions trial(int parallel) {
        return new RestoreOptions(
                Only.ALL, new Renames(Map.of()), IfExists.REFUSE, true, Earlier.RESTART, parallel, false);
    }

    /// What tells restores of the same run apart.
    String purpose() {
        return only.patterns() + " " + renames + " " + ifExists;
    }
}
