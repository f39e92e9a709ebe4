package nexus.backup;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import nexus.backup.age.Identity;
import nexus.backup.drill.Comparison;
import nexus.backup.drill.DrillException;
import nexus.backup.drill.Scratch;
import nexus.backup.drill.Sums;
import nexus.backup.restore.Outcome;
import nexus.backup.restore.Restore;
import nexus.backup.restore.RestoreOptions;
import nexus.backup.run.DamageException;
import nexus.backup.run.Depth;
import nexus.backup.run.Entry;
import nexus.backup.run.Kind;
import nexus.backup.run.Lease;
import nexus.backup.run.Run;
import nexus.backup.run.RunReader;
import nexus.backup.store.Uninterrupted;
import org.bson.BSONException;

/// Verifies a run, restores it into the scratch database, compares, and empties that again.
record Drilling(Session session, RunReader run, List<Identity> identities, Checks checks) {
    private static final System.Logger LOG = System.getLogger(Drilling.class.getName());

    /// The making of an index may take this long.
    private static final Duration SILENCE = Duration.ofHours(6);

    static void age(Checks checks, Run newest, Instant now, Duration most) {
        var age = Duration.between(newest.id().began(), now);
        var line = "the newest run, " + newest.id() + ", is " + Amounts.time(age) + " old";
        checks.check(
                age.compareTo(most) <= 0,
                line,
                line + ", which is more than the " + Amounts.time(most) + " of backup.drill.max-age");
    }

    void run(Link.Settings target) {
        // One of its own: a drill must never stand in the way of a restore.
        try (var lease = session.drillLease()) {
            LOG.log(INFO, "Drilling with run " + run.manifest().run());
            var sums = new Sums();
            // What a scratch database makes of a run that is intact says nothing against the run.
            if (!verify(sums))
                session.runs(Kind.DATA).markDamaged(run.manifest().run());
            else if (restored(target, sums, lease)) session.runs(Kind.DATA).markVerified(run);
            session.worked(run.manifest().entries(), Optional.of(run.manifest().consistency()));
        }
    }

    private boolean verify(Sums sums) {
        var manifest = run.manifest();
        var damages = new Verification(session, Depth.CONTENT, identities).damages("verify", run, sums);
        damages.forEach(damage -> checks.failed("run " + manifest.run() + " is damaged: " + damage));
        if (damages.isEmpty())
            checks.ok("run " + manifest.run() + " is what its manifest says: "
                    + manifest.entries().size() + " objects, " + Amounts.bytes(manifest.storedBytes()));
        return damages.isEmpty();
    }

    private boolean restored(Link.Settings target, Sums sums, Lease lease) {
        try (var link = session.link(target, SILENCE)) {
            var comparison = new Comparison(link.client(), sums);
            var restore = restore(link.client(), target, lease, comparison);
            var scratch = new Scratch(link.client(), lease::check);
            scratch.prepare(restore.targets());
            try {
                return fill(restore, comparison);
            } finally {
                Uninterrupted.run(() -> empty(scratch));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Restore restore(MongoClient client, Link.Settings target, Lease lease, Comparison comparison) {
        var options = RestoreOptions.trial(session.settings().parallel());
        return new Restore(run, identities, client, target.servers(), options, lease::check, Optional.of(comparison));
    }

    private boolean fill(Restore restore, Comparison comparison) throws IOException {
        try (var progress = session.progress("restore", restore.storedBytes())) {
            var outcomes = restore.run(progress::advance, Optional.empty());
            var isWell = tell(outcomes, comparison);
            leftOut(restore, comparison);
            int least = session.settings().drill().minDocuments();
            checks.check(
                    comparison.documents() >= least,
                    comparison.documents() + " documents came back",
                    comparison.documents() + " documents came back, which is less than the " + least
                            + " of backup.drill.min-documents");
            return isWell;
        } catch (DamageException | BSONException e) {
            checks.failed("run " + run.manifest().run() + " could not be restored: " + e.getMessage());
            session.runs(Kind.DATA).markDamaged(run.manifest().run());
            return false;
        }
    }

    private boolean tell(List<Outcome> outcomes, Comparison comparison) {
        var troubled = outcomes.stream().filter(outcome -> !outcome.isWell()).toList();
        troubled.forEach(outcome ->
                checks.failed("restored, " + outcome.namespace() + " is not equal to the run: " + outcome.trouble()));
        if (troubled.isEmpty())
            checks.ok(outcomes.size() + " collections were restored and are equal to the run, with "
                    + comparison.documents() + " documents and all indexes");
        return troubled.isEmpty();
    }

    /// What nobody has tried out is said.
    private void leftOut(Restore restore, Comparison comparison) {
        comparison.leftOut().forEach(checks::leftOut);
        var others = new TreeSet<String>();
        for (var entry : run.manifest().entries()) if (!restore.entries().contains(entry)) others.add(name(entry));
        others.remove("dump/prelude.json.gz.age");
        if (!others.isEmpty())
            checks.leftOut("what only mongorestore restores, of which the contents are verified all the same: "
                    + String.join(", ", others));
        int skipped = run.manifest().skipped().size();
        if (skipped > 0) checks.leftOut(skipped + " namespaces that the dump has left out, as its manifest tells");
    }

    private static String name(Entry entry) {
        return entry.namespace().isEmpty() ? entry.path() : entry.namespace();
    }

    private void empty(Scratch scratch) {
        try {
            scratch.empty();
            checks.ok("the scratch database is empty again");
        } catch (DrillException e) {
            LOG.log(WARNING, e.getMessage());
            checks.failed(e.getMessage() + "; it holds documents in clear until the next drill");
        }
    }
}
