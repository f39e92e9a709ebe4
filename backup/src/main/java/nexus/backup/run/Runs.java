package nexus.backup.run;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.backup.store.Bucket;
import nexus.backup.store.Stored;

/// The runs of a kind.
public record Runs(Bucket bucket, Layout layout, Kind kind) {
    private static final System.Logger LOG = System.getLogger(Runs.class.getName());
    private static final int MARKER = 64 << 10;

    /// All of them, the newest first: by the time the store has for the marker, and those without one by their
    /// name.
    public List<Run> all() {
        var verified = verified();
        return bucket.folders(layout.kind(kind)).stream()
                .flatMap(name -> RunId.parse(name).stream())
                .map(id -> run(id, verified))
                .sorted(Comparator.comparing(Runs::time).thenComparing(Run::id).reversed())
                .toList();
    }

    private static Instant time(Run run) {
        return run.finished().orElse(run.id().began());
    }

    private Run run(RunId id, Map<RunId, Instant> verified) {
        var key = layout.complete(kind, id);
        var marker = bucket.find(key, MARKER);
        try {
            var completion = marker.map(content -> Completion.read(key, content.text()));
            return new Run(
                    id,
                    marker.map(content -> content.modified()),
                    completion.map(Completion::summary),
                    Optional.ofNullable(verified.get(id)));
        } catch (DamageException e) {
            LOG.log(WARNING, "Run " + id + " does not count: " + e.getMessage());
            return new Run(id, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private Map<RunId, Instant> verified() {
        var times = new HashMap<RunId, Instant>();
        var folder = layout.kind(kind) + "verified/";
        bucket.list(folder, stored -> id(folder, stored).ifPresent(id -> times.put(id, stored.modified())));
        return times;
    }

    private static Optional<RunId> id(String folder, Stored stored) {
        return RunId.parse(stored.key().substring(folder.length()));
    }

    /// The newest complete run that saves all.
    public Optional<Run> newest() {
        return all().stream().filter(Run::isWhole).findFirst();
    }

    /// Notes that a run was read back whole and found good.
    public void markVerified(RunReader run) {
        bucket.put(layout.verified(kind, run.manifest().run()), run.hash() + "\n");
    }
}
