package nexus.backup.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Which runs of a kind may go.
///
/// @param keep       proven runs that stay whatever their age; at least 1
/// @param age        after which the others go, since they began
/// @param incomplete after which a run without a marker goes
public record Retention(int keep, Duration age, Duration incomplete) {
    public Retention {
        if (keep < 1) throw new IllegalArgumentException("keep " + keep);
    }

    /// What is to be done, and why.
    ///
    /// @param delete  the oldest first
    /// @param refusal why nothing is deleted; empty where that is not so
    public record Plan(List<Run> delete, String refusal) {
        public Plan {
            delete = List.copyOf(delete);
        }
    }

    /// Plans by the store's clock.
    ///
    /// @param runs all of a kind, the newest first
    public Plan plan(List<Run> runs, Instant now) {
        if (runs.isEmpty()) return new Plan(List.of(), "");
        // Not the newest by its marker: a run that failed since then means that something is wrong now.
        var newest = runs.stream().max((a, b) -> a.id().compareTo(b.id())).orElseThrow();
        if (!newest.isComplete())
            return refuse(
                    "the newest run, " + newest.id() + ", is not complete: nothing is deleted until one succeeds");
        long proven = runs.stream().filter(Run::isProven).count();
        if (proven < 1) return refuse("no run was verified yet: nothing is deleted before one is");
        return new Plan(chosen(runs, now), "");
    }

    private static Plan refuse(String why) {
        return new Plan(List.of(), why);
    }

    private List<Run> chosen(List<Run> runs, Instant now) {
        var delete = new ArrayList<Run>();
        int kept = 0;
        for (var run : runs) {
            // A run that nobody has read back stays until enough newer ones are proven.
            if (run.isWhole() && kept < keep) kept += run.isProven() ? 1 : 0;
            else if (isOld(run, now)) delete.addFirst(run);
        }
        return delete;
    }

    /// By its name: objects of a bucket that was copied are younger than what they hold.
    private boolean isOld(Run run, Instant now) {
        return run.id()
                .began()
                .plus(run.finished().isPresent() ? age : incomplete)
                .isBefore(now);
    }
}
