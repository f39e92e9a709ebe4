package nexus.backup;

import static java.lang.System.Logger.Level.INFO;

import java.util.Optional;
import nexus.backup.run.DamageException;
import nexus.backup.run.IncompleteException;
import nexus.backup.run.Kind;
import nexus.backup.run.NewerFormatException;
import nexus.backup.run.Run;
import nexus.backup.run.RunId;
import nexus.backup.run.RunReader;
import nexus.backup.store.StoreException;

/// Which run a word works on: the one that is named, or the newest complete one that saves all.
record RunChoice(Session session, Kind kind) {
    private static final System.Logger LOG = System.getLogger(RunChoice.class.getName());
    private static final String NEWEST = "newest";

    /// Opens it, whatever was found of it before. One that cannot be opened is noted as damaged.
    ///
    /// @param name nothing or `newest` for the newest
    RunReader open(Optional<String> name) {
        return open(named(name).orElseGet(() -> newest().id()));
    }

    /// The same for one of the list.
    RunReader open(RunId id) {
        try {
            return opened(id);
        } catch (NewerFormatException e) {
            throw e;
        } catch (DamageException e) {
            session.runs(kind).markDamaged(id);
            throw e;
        }
    }

    /// Opens it for a restore, and says which it is. Where none is named, a run that was found damaged is not passed
    /// over in silence, nor taken: whoever restores decides.
    ///
    /// @throws DamageException if it cannot be opened, or if none is named and the newest was found damaged
    RunReader openForRestore(Optional<String> name) {
        var id = named(name).orElseGet(this::newestSound);
        var run = openedForRestore(id);
        LOG.log(
                INFO,
                "Taking run " + id + " of kind " + kind.word() + ", finished "
                        + run.manifest().finished() + ", with "
                        + run.manifest().entries().size() + " objects, level "
                        + run.manifest().consistency().level().word());
        return run;
    }

    private RunReader openedForRestore(RunId id) {
        try {
            return opened(id);
        } catch (DamageException e) {
            throw instead("nothing was written: " + e.getMessage(), id);
        }
    }

    /// @throws Arguments.Misuse if nothing of it is there
    private RunReader opened(RunId id) {
        try {
            return session.open(kind, id);
        } catch (IncompleteException e) {
            if (session.runs(kind).isThere(id)) throw e;
            throw new Arguments.Misuse(
                    "there is no run " + id + " in " + place() + "; backup list shows those that are");
        }
    }

    private static Optional<RunId> named(Optional<String> name) {
        return name.filter(text -> !text.equals(NEWEST))
                .map(text -> RunId.parse(text)
                        .orElseThrow(() -> new Arguments.Misuse("'" + text + "' is not the name of a run, such as"
                                + " 2026-01-31T02-00-00Z-9f3kq2xd; backup list shows them")));
    }

    private Run newest() {
        return session.runs(kind).newest().orElseThrow(this::none);
    }

    private Arguments.Misuse none() {
        return new Arguments.Misuse("there is no complete run of kind " + kind.word() + " in " + place());
    }

    private String place() {
        return session.place() + kind.word();
    }

    private RunId newestSound() {
        var newest = session.runs(kind).newest().orElseThrow(this::none);
        if (newest.isSound()) return newest.id();
        var how = newest.isUnreadable() ? " has a marker that cannot be read" : " was found damaged";
        throw instead("nothing was written: the newest run, " + newest.id() + "," + how, newest.id());
    }

    /// Damage that ends a restore.
    ///
    /// @return with what can be done instead
    DamageException instead(String damage, RunId of) {
        return new DamageException(
                damage + another(of) + ". `backup verify " + of + "` tells all that is wrong with it");
    }

    /// What was found counts for more than this hint.
    private String another(RunId than) {
        try {
            return session.runs(kind).finished().stream()
                    .filter(run -> run.isSound() && !run.id().equals(than))
                    .findFirst()
                    .map(run -> ". The newest that was not found damaged is " + run.id() + ": name it to restore that")
                    .orElse(". There is no other complete run that was not found damaged");
        } catch (StoreException e) {
            return "";
        }
    }
}
