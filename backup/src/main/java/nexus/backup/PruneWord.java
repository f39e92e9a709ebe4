package nexus.backup;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.Set;
import nexus.backup.run.Kind;
import nexus.backup.run.Lease;
import nexus.backup.run.Pruner;
import nexus.backup.run.Retention;
import nexus.backup.run.Run;
import nexus.backup.run.Runs;

/// Deletes runs that are past their time.
final class PruneWord implements Word {
    private static final System.Logger LOG = System.getLogger(PruneWord.class.getName());

    @Override
    public String name() {
        return "prune";
    }

    @Override
    public String usage() {
        return """
                Usage: backup prune [--kind data|resources] [--yes | --dry-run]

                Shows which runs are past their time; with --yes it deletes them. The newest verified runs of each kind stay
                whatever their age (backup.keep), others until they are older than backup.keep-age, incomplete ones until
                they are older than backup.incomplete-age. No run is deleted while the newest run is incomplete or
                while no run is verified. With --yes uploads that nobody has finished go too, in any case. A run whose restore is not
                finished stays. It ends with 0 also when nothing could be deleted; the log says why.

                  --kind KIND   of this kind alone
                  --yes         delete
                  --dry-run     only show (default)
                  --help        this text

                Example: backup prune --kind data --yes""";
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(Set.of("kind"), Set.of("yes", "dry-run"), 0);
    }

    @Override
    public boolean isMeasured(Arguments arguments) {
        return arguments.has("yes");
    }

    @Override
    public List<Kind> kinds(Arguments arguments) {
        return arguments.kinds();
    }

    @Override
    public Exit run(Session session, Arguments arguments) {
        if (arguments.has("yes") && arguments.has("dry-run"))
            throw new Arguments.Misuse("--yes and --dry-run exclude each other");
        for (var kind : kinds(arguments))
            if (arguments.has("yes")) prune(session, kind);
            else show(session, kind, plan(session, kind));
        return Exit.OK;
    }

    private static Retention.Plan plan(Session session, Kind kind) {
        var plan = session.settings()
                .retention()
                .plan(session.runs(kind).all(), session.bucket().now());
        if (!plan.refusal().isEmpty()) LOG.log(WARNING, kind.word() + ": " + plan.refusal());
        return plan;
    }

    private static void show(Session session, Kind kind, Retention.Plan plan) {
        for (var run : plan.delete()) session.out().println("would delete " + describe(kind, run));
        if (plan.delete().isEmpty()) session.out().println("nothing to delete of kind " + kind.word());
    }

    private static String describe(Kind kind, Run run) {
        return kind.word() + " run " + run.id() + (run.isComplete() ? "" : " (incomplete)");
    }

    private static void prune(Session session, Kind kind) {
        Runs runs = session.runs(kind);
        // A run that is being restored must not go meanwhile. A restore takes the two in this order, too.
        try (Lease restores = session.restoreLease();
                Lease lease = session.lease(kind)) {
            var pruner = new Pruner(runs, () -> {
                restores.check();
                lease.check();
            });
            // Planned under the lease: nobody else writes or deletes runs meanwhile.
            for (var run : plan(session, kind).delete())
                if (session.isBeingRestored(run.id()))
                    LOG.log(WARNING, describe(kind, run) + " stays: a restore of it is not finished");
                else LOG.log(INFO, "Deleted " + describe(kind, run) + ": " + Amounts.bytes(pruner.delete(run)));
            pruner.sweep(session.settings().retention().incomplete())
                    .forEach(key -> LOG.log(INFO, "Aborted the upload of " + key));
        }
    }
}
