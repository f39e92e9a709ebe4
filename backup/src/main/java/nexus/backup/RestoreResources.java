package nexus.backup;

import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nexus.backup.age.Identity;
import nexus.backup.resources.ClusterException;
import nexus.backup.resources.Export;
import nexus.backup.resources.Home;
import nexus.backup.resources.ResourceRestore;
import nexus.backup.resources.SavedRun;
import nexus.backup.run.Depth;
import nexus.backup.run.Kind;
import nexus.backup.run.RunReader;
import nexus.backup.store.Uninterrupted;

/// Writes a run of kind `resources` into a cluster, or into a folder.
///
/// @param namespace where the objects go
/// @param all       whether those come back that Helm makes again
record RestoreResources(Session session, SavedRun run, String namespace, boolean all) {
    private static final System.Logger LOG = System.getLogger(RestoreResources.class.getName());

    static Exit run(Session session, Arguments arguments) {
        var choice = new RunChoice(session, Kind.RESOURCES);
        var reader = choice.openForRestore(arguments.operand());
        var run = read(choice, reader, session.identitiesOf(reader, arguments));
        var namespace = arguments.value("namespace").orElse(run.namespace());
        var restore = new RestoreResources(session, run, namespace, arguments.has("all"));
        var out = arguments.value("out").map(Path::of);
        if (out.isPresent()) return restore.export(out.get(), arguments.has("dry-run"));
        if (arguments.has("dry-run")) return restore.preview(arguments.has("create-namespace"));
        return restore.write(arguments.has("create-namespace"));
    }

    /// The whole run is read before anything is written.
    private static SavedRun read(RunChoice choice, RunReader reader, List<Identity> identities) {
        var id = reader.manifest().run();
        var damages = new Verification(choice.session(), Depth.CONTENT, identities).damages("verify", reader);
        if (!damages.isEmpty())
            throw choice.instead(
                    "nothing was written, because run " + id + " is damaged: " + String.join("; ", damages), id);
        try {
            return SavedRun.read(reader, identities);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Exit export(Path folder, boolean isDry) {
        var export = new Export(run, folder, namespace, all);
        try {
            if (export.isTaken())
                throw new Arguments.Misuse("--out " + folder + " is there and not empty: name a new folder");
            if (isDry) restore().names().forEach(session.out()::println);
            else export.write().forEach(name -> session.out().println("wrote " + folder.resolve(name)));
        } catch (IOException e) {
            session.err().println("backup restore: " + folder + " cannot be written: " + FileTrouble.why(e));
            return Exit.USAGE;
        }
        export.command().ifPresent(session.out()::println);
        return Exit.OK;
    }

    private ResourceRestore restore() {
        return new ResourceRestore(session.cluster(), run, namespace, all);
    }

    private Exit preview(boolean mayCreate) {
        if (new Home(session.cluster(), namespace).isThere())
            return judge(restore().trial());
        if (!mayCreate) return noNamespace();
        session.out().println("create Namespace/" + namespace);
        restore().names().forEach(name -> session.out().println("create " + name + " (not tried: no namespace yet)"));
        return Exit.OK;
    }

    private Exit noNamespace() {
        session.err()
                .println("backup restore: there is no namespace " + namespace
                        + ", and nothing was written: --create-namespace makes it, --namespace names another");
        return Exit.SOURCE;
    }

    private Exit judge(ResourceRestore.Trial trial) {
        if (trial.refusals().isEmpty()) trial.steps().forEach(session.out()::println);
        trial.refusals().forEach(refusal -> session.err().println("refused: " + refusal));
        if (trial.refusals().isEmpty()) return Exit.OK;
        session.err()
                .println("backup restore: the cluster refuses "
                        + trial.refusals().size() + " of "
                        + (trial.refusals().size() + trial.steps().size()) + " objects, and nothing was written");
        return Exit.SOURCE;
    }

    private Exit write(boolean mayCreate) {
        try (var lease = session.restoreLease()) {
            var home = new Home(session.cluster(), namespace);
            var isNew = !home.isThere();
            if (isNew && !mayCreate) return noNamespace();
            if (isNew) home.create(run);
            var restore = restore();
            var trial = tried(restore, home);
            if (trial.refusals().isEmpty()) return tell(restore.run(lease::check, session.out()::println), isNew);
            takeAway(home);
            return judge(trial);
        }
    }

    private ResourceRestore.Trial tried(ResourceRestore restore, Home home) {
        try {
            return restore.trial();
        } catch (ClusterException e) {
            takeAway(home);
            throw e;
        }
    }

    /// A namespace that was made for this restore goes again, also where the program was told to stop.
    private void takeAway(Home home) {
        Uninterrupted.run(() -> {
            if (!home.undo()) session.err().println("the new namespace " + namespace + " is left");
        });
    }

    private Exit tell(ResourceRestore.Outcome outcome, boolean isNew) {
        if (outcome.failure().isEmpty()) {
            LOG.log(INFO, outcome.done().size() + " objects of the run are in namespace " + namespace);
            helm().ifPresent(hint -> LOG.log(INFO, hint));
            return Exit.OK;
        }
        var hasWritten = isNew || outcome.hasWritten();
        session.err()
                .println("backup restore: " + outcome.failure().get() + ". "
                        + (hasWritten
                                ? outcome.done().size() + " objects are done (above); the same command goes on"
                                : "Nothing was written"));
        return hasWritten ? Exit.PARTIAL : Exit.SOURCE;
    }

    private Optional<String> helm() {
        return run.release()
                .filter(_ -> !all)
                .map(_ -> "Helm makes the rest: `backup restore --kind resources --out DIR` writes its values and"
                        + " prints the command");
    }
}
