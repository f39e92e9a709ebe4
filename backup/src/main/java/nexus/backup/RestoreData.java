package nexus.backup;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import nexus.backup.dump.DumpOptions;
import nexus.backup.restore.Doomed;
import nexus.backup.restore.IfExists;
import nexus.backup.restore.Outcome;
import nexus.backup.restore.Renames;
import nexus.backup.restore.Restore;
import nexus.backup.restore.RestoreException;
import nexus.backup.restore.RestoreOptions;
import nexus.backup.run.DamageException;
import nexus.backup.run.Kind;
import nexus.backup.run.LeaseTerms;
import nexus.backup.run.Leases;
import nexus.backup.run.Only;

/// Writes a run of kind `data` into MongoDB.
final class RestoreData {
    private static final String GO_ON = ". The target is not whole: the same command goes on, or see --restart";
    private static final System.Logger LOG = System.getLogger(RestoreData.class.getName());

    /// The making of an index may take this long.
    private static final Duration SILENCE = Duration.ofHours(6);

    private RestoreData() {}

    static Exit run(Session session, Arguments arguments) {
        var options = options(session.settings(), arguments);
        var isDry = arguments.has("dry-run");
        var isSaving = options.ifExists() == IfExists.DROP && !arguments.has("yes");
        if (isSaving && !isDry) NewRun.requireRecipients(session.settings());
        var choice = new RunChoice(session, Kind.DATA);
        var reader = choice.openForRestore(arguments.operand());
        var identities = session.identitiesOf(reader, arguments);
        try (var lease = isDry
                        ? Leases.unguarded(session.bucket()).acquire("", LeaseTerms.of(""))
                        : session.restoreLease();
                var link = session.link(SILENCE)) {
            var target = session.settings().link().orElseThrow().servers();
            var restore = new Restore(reader, identities, link.client(), target, options, lease::check);
            try (var progress = session.progress("verify", restore.storedBytes())) {
                restore.verify(progress::advance);
            } catch (DamageException e) {
                throw choice.instead(
                        String.valueOf(e.getMessage()), reader.manifest().run());
            }
            restore.unfinished().forEach(sentence -> LOG.log(WARNING, sentence));
            var preview = restore.preview();
            if (!isDry) return write(session, link, restore, isSaving);
            preview.forEach(session.out()::println);
            return Exit.OK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Exit write(Session session, Link link, Restore restore, boolean isSaving) throws IOException {
        var saved = isSaving ? Optional.of(saveFirst(session, link, restore)) : Optional.<Doomed>empty();
        List<Outcome> outcomes;
        try (var progress = session.progress("restore", restore.storedBytes())) {
            outcomes = restore.run(progress::advance, saved);
        } catch (RestoreException e) {
            if (!e.hasWritten()) throw e;
            session.err().println("backup restore: " + e.getMessage() + GO_ON);
            return Exit.PARTIAL;
        }
        session.worked(restore.entries(), Optional.empty());
        var exit = tell(session, outcomes);
        return exit == Exit.OK ? new Smoke(session).ask(outcomes) : exit;
    }

    private static RestoreOptions options(Settings settings, Arguments arguments) {
        try {
            return new RestoreOptions(
                    new Only(arguments.all("only")),
                    Renames.parse(arguments.all("rename")),
                    arguments
                            .choice("if-exists", EnumSet.complementOf(EnumSet.of(IfExists.REFUSE)))
                            .orElse(IfExists.REFUSE),
                    arguments.has("no-oplog"),
                    earlier(arguments),
                    settings.parallel(),
                    arguments.has("force"));
        } catch (IllegalArgumentException e) {
            throw new Arguments.Misuse(String.valueOf(e.getMessage()));
        }
    }

    private static RestoreOptions.Earlier earlier(Arguments arguments) {
        if (arguments.has("resume") && arguments.has("restart"))
            throw new Arguments.Misuse("--resume and --restart exclude each other");
        if (arguments.has("resume")) return RestoreOptions.Earlier.RESUME;
        return arguments.has("restart") ? RestoreOptions.Earlier.RESTART : RestoreOptions.Earlier.IF_RECENT;
    }

    /// What will be dropped is a run of its own first.
    private static Doomed saveFirst(Session session, Link link, Restore restore) throws IOException {
        var doomed = restore.doomed();
        var names = doomed.names();
        if (names.isEmpty()) return doomed;
        LOG.log(INFO, "Saving " + names.size() + " collections that will be dropped");
        var options =
                Dumping.options(session.settings(), names, true, false).withDemand(DumpOptions.Demand.FUZZY, true);
        new Dumping(session, link.client()).run(options);
        return doomed;
    }

    private static Exit tell(Session session, List<Outcome> outcomes) {
        long documents = 0;
        for (var outcome : outcomes) {
            documents += outcome.inserted();
            if (outcome.duplicates() > 0)
                LOG.log(INFO, outcome.namespace() + ": " + outcome.duplicates() + " documents were there and stayed");
            if (!outcome.isWell())
                session.err().println("not equal to the run: " + outcome.namespace() + " " + outcome.trouble());
        }
        var isWell = outcomes.stream().allMatch(Outcome::isWell);
        LOG.log(
                INFO,
                "Restored " + outcomes.size() + " collections, " + documents + " documents"
                        + (isWell ? "" : "; see above"));
        return isWell ? Exit.OK : Exit.VERIFICATION;
    }
}
