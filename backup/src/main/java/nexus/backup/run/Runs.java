package nexus.backup.run;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nexus.backup.store.AlteredException;
import nexus.backup.store.Bucket;
import nexus.backup.store.Content;
import nexus.backup.store.StoreException;
import nexus.backup.store.Stored;

/// The runs of a kind.
public record Runs(Bucket bucket, Layout layout, Kind kind) {
    private static final System.Logger LOG = System.getLogger(Runs.class.getName());
    private static final String DAMAGED = "damaged";

    /// All of them, the newest first. Their names tell when they began, by the store's clock; the times of their
    /// objects are others once a bucket was copied.
    public List<Run> all() {
        return bucket.folders(layout.kind(kind)).stream()
                .flatMap(name -> RunId.parse(name).stream())
                .sorted(Comparator.reverseOrder())
                .map(this::run)
                .toList();
    }

    private Run run(RunId id) {
        var key = layout.complete(kind, id);
        try {
            var marker = bucket.find(key, RunReader.MARKER);
            var completion = marker.map(content -> Completion.read(key, content.text()));
            return new Run(
                    id,
                    marker.map(Content::modified),
                    completion.map(Completion::summary),
                    completion.flatMap(of -> finding(id, of)));
        } catch (DamageException | AlteredException e) {
            LOG.log(WARNING, "Run " + id + " cannot be used: " + e.getMessage());
            return new Run(id, bucket.head(key).map(Stored::modified), Optional.empty(), Optional.empty());
        }
    }

    /// A mark counts for the manifest it speaks of, and none counts where that is gone.
    private Optional<Run.Finding> finding(RunId id, Completion completion) {
        if (bucket.head(layout.manifest(kind, id)).isEmpty()) return Optional.of(new Run.Finding(bucket.now(), false));
        return bucket.find(layout.verified(kind, id), RunReader.MARKER)
                .filter(mark -> says(mark, completion.manifest()) || says(mark, DAMAGED))
                .map(mark -> new Run.Finding(mark.modified(), !says(mark, DAMAGED)));
    }

    private static boolean says(Content mark, String word) {
        return mark.text().strip().equals(word);
    }

    /// The complete ones that save all, the newest first. One whose marker cannot be read is among them: it may save
    /// all, and nobody should pass over it in silence.
    public List<Run> finished() {
        return all().stream().filter(run -> run.isWhole() || run.isUnreadable()).toList();
    }

    /// The newest of these.
    public Optional<Run> newest() {
        return finished().stream().findFirst();
    }

    /// Whether anything of a run is in the bucket.
    public boolean isThere(RunId id) {
        return bucket.folders(layout.kind(kind)).contains(id.text());
    }

    /// Notes that a run was read back whole and found good.
    public void markVerified(RunReader run) {
        bucket.put(layout.verified(kind, run.manifest().run()), run.hash() + "\n");
    }

    /// Notes that a run was found damaged: whatever was noted before, it is not one that must be kept. One without
    /// a marker does not count anyway, and `prune` may be deleting it. Where it cannot be noted a warning tells:
    /// what was found counts for more.
    public void markDamaged(RunId run) {
        try {
            if (bucket.head(layout.complete(kind, run)).isPresent())
                bucket.put(layout.verified(kind, run), DAMAGED + "\n");
        } catch (StoreException e) {
            LOG.log(WARNING, "Run " + run + " is damaged, and cannot be noted as such: " + e.getMessage());
        }
    }
}
