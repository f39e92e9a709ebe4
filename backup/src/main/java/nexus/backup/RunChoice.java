package nexus.backup;

import static java.lang.System.Logger.Level.INFO;

import java.util.Optional;
import nexus.backup.run.DamageException;
import nexus.backup.run.Kind;
import nexus.backup.run.Run;
import nexus.backup.run.RunId;
import nexus.backup.run.RunReader;

/// Which run a word works on: the one that is named, or the newest complete one that saves all.
record RunChoice(Session session, Kind kind) {
    private static final System.Logger LOG = System.getLogger(RunChoice.class.getName());
    private static final String NEWEST = "newest";

    /// Opens it, whatever was found of it before.
    ///
    /// @param name nothing or `newest` for the newest
    RunReader open(Optional<String> name) {
        return session.open(kind, named(name).orElseGet(() -> newest().id()));
    }

    /// Opens it for a restore, and says which it is. Where none is named, a run that was found damaged is not passed
    /// over
    /// in silence, nor taken: whoever restores decides.
    ///
    /// @throws DamageException if none is named and the newest was found damaged
    RunReader openForRestore(Optional<String> name) {
        var id = named(name).orElseGet(this::newestGood);
        var run = session.open(kind, id);
        LOG.log(
                INFO,
                "Taking run " + id + " of kind " + kind.word() + ", finished "
                        + run.manifest().finished() + ", with "
                        + run.manifest().entries().size() + " objects, level "
                        + run.manifest().consistency().level().word());
        return run;
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
        return new Arguments.Misuse("there is no complete run of kind " + kind.word() + " in "
                + session.settings().store().bucket() + "/"
                + session.settings().layout().kind(kind));
    }

    private RunId newestGood() {
        var runs = session.runs(kind).whole();
        if (runs.isEmpty()) throw none();
        var newest = runs.getFirst();
        if (newest.damaged().isEmpty()) return newest.id();
        var other = runs.stream().filter(run -> run.damaged().isEmpty()).findFirst();
        throw new DamageException("nothing was written: the newest run, " + newest.id() + ", was found damaged at "
                + newest.damaged().get() + ". "
                + other.map(run -> "The newest that was not is " + run.id() + ": name it to restore that")
                        .orElse("There is no other complete run")
                + ", or name " + newest.id() + " to have it verified once more");
    }
}
