package nexus.backup.restore;

import static java.lang.System.Logger.Level.INFO;

import java.util.Optional;
import nexus.backup.run.RunReader;

/// Makes room for collections.
///
/// @param saved the only ones that may be dropped, because they have been dumped; nothing means any may
record Clearing(RunReader run, Commands commands, Journal journal, IfExists ifExists, Optional<Doomed> saved) {
    private static final System.Logger LOG = System.getLogger(Clearing.class.getName());

    /// Makes room for one.
    ///
    /// @return whether one is there that stays
    boolean clear(Namespace target) {
        var claims = new Claims(commands, journal);
        if (claims.isOurs(target)) {
            LOG.log(INFO, "Beginning " + target + " anew: an earlier attempt did not come to its end");
            commands.drop(target);
            return false;
        }
        if (!commands.exists(target)) return false;
        if (ifExists == IfExists.MERGE) return true;
        if (ifExists == IfExists.REFUSE)
            throw RestoreException.amid(target + " has come into being since the restore began");
        var id = claims.id(target);
        if (ifExists == IfExists.DROP) requireSaved(target, id);
        journal.write(target, Journal.State.CLEARING, id);
        if (ifExists == IfExists.DROP) commands.drop(target);
        else commands.rename(target, aside(target, run));
        return false;
    }

    /// Whoever writes to the target meanwhile must not lose what nobody has dumped.
    private void requireSaved(Namespace target, String id) {
        if (saved.isPresent() && !saved.get().has(target, id))
            throw RestoreException.amid(target + " has come into being, or was made anew, after what will be dropped"
                    + " was dumped, and stays");
    }

    /// Where a collection is kept that stands in the way.
    static Namespace aside(Namespace target, RunReader run) {
        return new Namespace(
                target.database(),
                target.collection() + "_before_" + run.manifest().run());
    }
}
