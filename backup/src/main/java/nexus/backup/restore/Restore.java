package nexus.backup.restore;

import static java.lang.System.Logger.Level.INFO;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import nexus.backup.age.Identity;
import nexus.backup.run.DamageException;
import nexus.backup.run.Depth;
import nexus.backup.run.Entry;
import nexus.backup.run.Hashes;
import nexus.backup.run.LeaseException;
import nexus.backup.run.RunReader;
import nexus.backup.run.Verifier;
import nexus.backup.run.Workers;
import nexus.backup.store.StoreException;
import org.bson.BSONException;

/// Writes a run into a deployment: first all of what it will write is read and compared, then the target is looked
/// at, and only then is anything written.
///
/// @param target what messages and the journal call the deployment
/// @param isMine checks that the lease is still held; throws if not
/// @param trial  where it is only tried out
public record Restore(
        RunReader run,
        List<Identity> identities,
        MongoClient client,
        String target,
        RestoreOptions options,
        Runnable isMine,
        Optional<Trial> trial) {
    private static final System.Logger LOG = System.getLogger(Restore.class.getName());

    /// One that stays.
    public Restore(
            RunReader run,
            List<Identity> identities,
            MongoClient client,
            String target,
            RestoreOptions options,
            Runnable isMine) {
        this(run, identities, client, target, options, isMine, Optional.empty());
    }

    /// Compares all that a restore would read with the manifest.
    ///
    /// @throws DamageException if anything is not what it should be
    public void verify(LongConsumer progress) {
        var verifier = new Verifier(Depth.CONTENT, identities, options.parallel(), progress);
        var damages = verifier.damages(run, planner().chosen());
        if (!damages.isEmpty())
            throw new DamageException("nothing was written, because run "
                    + run.manifest().run() + " is damaged: " + String.join("; ", damages));
    }

    /// Stored bytes that a restore reads.
    public long storedBytes() {
        return entries().stream().mapToLong(entry -> entry.storedBytes()).sum();
    }

    /// The objects of the run that a restore reads.
    public List<Entry> entries() {
        return planner().chosen();
    }

    /// The collections that a restore makes, by the names they will have.
    public List<String> targets() {
        return planner().targets();
    }

    private Planner planner() {
        return new Planner(run, identities, options);
    }

    /// What other commands have begun to restore and not finished, a sentence for each: nothing here goes on with them.
    public List<String> unfinished() {
        return new Unfinished(run.bucket(), run.layout()).sentences(folder());
    }

    /// Looks at the target, without writing.
    ///
    /// @return one line for each collection that would be restored
    /// @throws RestoreException if it would not begin
    public List<String> preview() throws IOException {
        var plan = planner().plan();
        var place = place();
        place.requireFit(plan);
        return place.describe(plan);
    }

    /// The collections that are there and will be dropped.
    public Doomed doomed() throws IOException {
        return place().doomed(planner().plan());
    }

    /// The target as this restore will find it, with nothing changed.
    private Place place() {
        return new Place(new Commands(client, isMine), journal(), run, options);
    }

    private Journal journal() {
        if (trial.isPresent()) return Journal.unkept();
        var isForgotten = options.earlier() == RestoreOptions.Earlier.RESTART;
        return isForgotten ? Journal.none(run.bucket(), folder()) : Journal.open(run.bucket(), folder());
    }

    /// Writes. What was verified is compared once more while it is read.
    ///
    /// @param saved the only collections that may be dropped, because they have been dumped; nothing means any may
    /// @return what came of each collection
    /// @throws RestoreException if it does not begin, or stops in the middle
    public List<Outcome> run(LongConsumer progress, Optional<Doomed> saved) throws IOException {
        var place = place();
        try {
            return run(place, progress, saved);
        } catch (RestoreException e) {
            throw e.hasWritten() && isUntouched(place) ? RestoreException.before(String.valueOf(e.getMessage())) : e;
        } catch (IOException
                | StoreException
                | DamageException
                | LeaseException
                | BSONException
                | UncheckedIOException e) {
            if (isUntouched(place)) throw e;
            throw RestoreException.amid(String.valueOf(e.getMessage()), e);
        }
    }

    /// A note goes before whatever is written. Of a trial nothing stays.
    private boolean isUntouched(Place place) {
        return trial.isPresent() || !place.journal().hasNotes();
    }

    private List<Outcome> run(Place place, LongConsumer progress, Optional<Doomed> saved) throws IOException {
        var plan = trial.isEmpty() ? planner().plan() : place.without(planner().plan(), trial.get());
        place.requireFit(plan);
        var journal = place.journal();
        requireSaved(place, plan, saved);
        journal.begin();
        if (journal.hasNotes())
            LOG.log(INFO, "Going on with the restore of run " + run.manifest().run());
        var clearing = new Clearing(run, place.commands(), journal, options.ifExists(), saved);
        var filling =
                new Filling(run, identities, place.commands(), journal, clearing, place.version(), progress, trial);
        var outcomes = new ArrayList<>(all(filling, plan.collections()));
        outcomes.addAll(all(filling, plan.views()));
        if (outcomes.stream().allMatch(Outcome::isWell)) journal.forget();
        return outcomes;
    }

    private void requireSaved(Place place, Plan plan, Optional<Doomed> saved) {
        if (options.ifExists() != IfExists.DROP || saved.isEmpty()) return;
        var others = new ArrayList<>(place.there(plan));
        others.removeAll(saved.get().names());
        if (!others.isEmpty())
            throw RestoreException.before("nothing was written, because " + String.join(", ", others)
                    + " came into being while what will be dropped was dumped: give the same command again");
    }

    private String folder() {
        var purpose = Hashes.sha256(target + " " + options.purpose()).substring(0, 16);
        return run.layout().restores(run.manifest().run()) + purpose + "/";
    }

    /// The first that fails ends the others, and none is begun any more.
    private List<Outcome> all(Filling filling, List<Collection> collections) throws IOException {
        var workers = new Workers("restore", options.parallel(), () -> RestoreException.amid("it was told to stop"));
        return workers.all(collections.stream()
                .<Callable<Outcome>>map(collection -> () -> one(filling, collection))
                .toList());
    }

    private Outcome one(Filling filling, Collection collection) throws IOException {
        isMine.run();
        return filling.restore(collection);
    }
}
