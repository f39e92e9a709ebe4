package nexus.backup;

import static java.lang.System.Logger.Level.WARNING;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import nexus.backup.metrics.Group;
import nexus.backup.metrics.Push;
import nexus.backup.metrics.Sample;
import nexus.backup.run.Kind;
import nexus.backup.run.Run;
import nexus.backup.store.StoreException;
import nexus.backup.store.Uninterrupted;

/// Does a word, and pushes how it ended: the pod of a CronJob does not live long enough to be asked.
record Measuring(Session session, Word word, Arguments arguments) {
    private static final System.Logger LOG = System.getLogger(Measuring.class.getName());
    private static final String PREFIX = "nexus_backup_";

    Exit of(Supplier<Exit> work) {
        var push = session.settings().metrics().push();
        if (push.isEmpty() || !word.isMeasured(arguments)) return work.get();
        var kinds = word.kinds(arguments);
        long start = System.nanoTime();
        var exit = work.get();
        var took = Duration.ofNanos(System.nanoTime() - start);
        var isStopped = Thread.currentThread().isInterrupted();
        Uninterrupted.run(() -> {
            for (var kind : kinds) Push.to(push.get()).send(group(kind), samples(kind, exit, took, isStopped));
        });
        return exit;
    }

    private Group group(Kind kind) {
        var labels = new LinkedHashMap<String, String>();
        labels.put("job", "nexus-backup");
        labels.put("namespace", session.settings().metrics().namespace());
        labels.put("name", session.settings().name());
        labels.put("word", word.name());
        labels.put("kind", kind.word());
        return new Group(labels);
    }

    /// A push replaces what it names: without a success the time of the last one stays.
    private List<Sample> samples(Kind kind, Exit exit, Duration took, boolean isStopped) {
        var now = Instant.now();
        var samples = new ArrayList<Sample>();
        if (exit == Exit.OK)
            samples.add(Sample.of(PREFIX + "last_success_timestamp_seconds", "When the word last ended with 0.", now));
        samples.add(Sample.of(PREFIX + "last_end_timestamp_seconds", "When the word last ended.", now));
        samples.add(Sample.of(PREFIX + "last_exit_code", "What it ended with.", exit.code()));
        samples.add(new Sample(
                PREFIX + "duration_seconds", "How long it took.", Map.of(), BigDecimal.valueOf(took.toMillis(), 3)));
        samples.addAll(session.figures());
        // A store that has just failed would be waited for again, and who is told to stop has no time.
        if (exit != Exit.STORE && !isStopped) samples.addAll(runs(kind));
        return samples;
    }

    private List<Sample> runs(Kind kind) {
        try {
            return told(session.runs(kind).all());
        } catch (StoreException e) {
            LOG.log(WARNING, "The metrics say nothing of the runs in the bucket: " + e.getMessage());
            return List.of();
        }
    }

    private static List<Sample> told(List<Run> runs) {
        var samples = new ArrayList<Sample>();
        samples.add(Sample.of(
                PREFIX + "runs",
                "Complete runs in the bucket that save all.",
                runs.stream().filter(Run::isWhole).count()));
        newest(runs, Run::isWhole, "newest_run", "When the newest of them began.")
                .ifPresent(samples::add);
        newest(runs, Run::isProven, "newest_verified", "When the newest run began that was read back and found good.")
                .ifPresent(samples::add);
        return samples;
    }

    private static Optional<Sample> newest(List<Run> runs, Predicate<Run> which, String name, String help) {
        return runs.stream()
                .filter(which)
                .findFirst()
                .map(run -> Sample.of(
                        PREFIX + name + "_timestamp_seconds", help, run.id().began()));
    }
}
