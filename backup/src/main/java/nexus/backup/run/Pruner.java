package nexus.backup.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nexus.backup.store.Stored;

/// Deletes runs so that a run whose deletion was cut does not count any more: its marker goes first.
///
/// @param isMine checks that the lease is still held; throws if not
public record Pruner(Runs runs, Runnable isMine) {
    private static final int AT_ONCE = 1_000;

    /// Deletes a run.
    ///
    /// @return how many bytes the store has got back
    public long delete(Run run) {
        isMine.run();
        var layout = runs.layout();
        var bucket = runs.bucket();
        bucket.delete(List.of(layout.complete(runs.kind(), run.id())));
        bucket.delete(List.of(layout.verified(runs.kind(), run.id())));
        var objects = new ArrayList<Stored>();
        bucket.list(layout.run(runs.kind(), run.id()), objects::add);
        for (int from = 0; from < objects.size(); from += AT_ONCE) {
            isMine.run();
            var some = objects.subList(from, Math.min(from + AT_ONCE, objects.size()));
            bucket.delete(some.stream().map(Stored::key).toList());
        }
        return objects.stream().mapToLong(Stored::bytes).sum();
    }

    /// Aborts uploads of this kind that nobody has finished.
    ///
    /// @param age after which they count as left behind
    /// @return their keys
    public List<String> sweep(Duration age) {
        isMine.run();
        var bucket = runs.bucket();
        return bucket.sweep(runs.layout().kind(runs.kind()), bucket.now().minus(age));
    }
}
