package nexus.backup.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Retention THREE = new Retention(3, Duration.ofDays(10), Duration.ofDays(1));

    private static Run run(int daysAgo, boolean isComplete, boolean isWhole, boolean isVerified) {
        var began = NOW.minus(Duration.ofDays(daysAgo));
        var summary = new Run.Summary(isWhole, "fuzzy", 1, 1, 1);
        return new Run(
                RunId.begin(began),
                isComplete ? Optional.of(began) : Optional.empty(),
                isComplete ? Optional.of(summary) : Optional.empty(),
                isVerified ? Optional.of(new Run.Finding(began, true)) : Optional.empty());
    }

    private static Run proven(int daysAgo) {
        return run(daysAgo, true, true, true);
    }

    private static Run unproven(int daysAgo) {
        return run(daysAgo, true, true, false);
    }

    private static Run incomplete(int daysAgo) {
        return run(daysAgo, false, false, false);
    }

    @Test
    void keepsTheNewestProvenRunsWhateverTheirAge() {
        var runs = List.of(proven(100), proven(200), proven(300), proven(400), proven(500));
        assertEquals(List.of(runs.get(4), runs.get(3)), THREE.plan(runs, NOW).delete());
    }

    @Test
    void keepsYoungRunsBeyondThese() {
        var runs = List.of(proven(1), proven(2), proven(3), proven(9), proven(11));
        assertEquals(List.of(runs.get(4)), THREE.plan(runs, NOW).delete());
    }

    @Test
    void takesTheAgeOfARunFromItsNameWhateverTheBucketSays() {
        var old = proven(11);
        var copied = new Run(old.id(), Optional.of(NOW), old.summary(), old.finding());
        var runs = List.of(proven(1), proven(2), proven(3), copied);
        assertEquals(List.of(copied), THREE.plan(runs, NOW).delete());
    }

    @Test
    void keepsRunsThatNobodyHasReadBackUntilEnoughNewerOnesAreProven() {
        var runs = List.of(proven(50), unproven(60), unproven(70), proven(80));
        assertEquals(List.of(), THREE.plan(runs, NOW).delete());
    }

    @Test
    void deletesNothingWhileTheNewestRunIsIncomplete() {
        var runs = List.of(incomplete(0), proven(20), proven(30), proven(40), proven(50));
        var plan = THREE.plan(runs, NOW);
        assertEquals(List.of(), plan.delete());
        assertTrue(plan.refusal().contains("is not complete"), plan.refusal());
    }

    @Test
    void deletesNothingWhileNoRunIsVerified() {
        var plan = THREE.plan(List.of(unproven(20), unproven(30), unproven(40), unproven(50)), NOW);
        assertEquals(List.of(), plan.delete());
        assertTrue(plan.refusal().contains("verified"), plan.refusal());
    }

    @Test
    void deletesOldIncompleteRunsAndOldRunsOfAPart() {
        var part = run(20, true, false, true);
        var runs = List.of(proven(0), incomplete(2), part, proven(30), proven(40));
        assertEquals(List.of(part, runs.get(1)), THREE.plan(runs, NOW).delete());
    }

    @Test
    void aRunOfAPartDoesNotStandInForAWholeOne() {
        var runs = List.of(proven(1), run(2, true, false, true), run(3, true, false, true), proven(20), proven(30));
        assertEquals(List.of(), THREE.plan(runs, NOW).delete());
    }

    @Test
    void keepsARunWhoseMarkerCannotBeReadAsLongAsOneThatCan() {
        var unreadable = unreadable(5);
        assertEquals(List.of(), THREE.plan(List.of(proven(0), unreadable), NOW).delete());
        var old = unreadable(11);
        assertEquals(List.of(old), THREE.plan(List.of(proven(0), old), NOW).delete());
        assertTrue(THREE.plan(List.of(unreadable(0), proven(20)), NOW).refusal().contains("is not complete"));
    }

    private static Run unreadable(int daysAgo) {
        var began = NOW.minus(Duration.ofDays(daysAgo));
        return new Run(RunId.begin(began), Optional.of(began), Optional.empty(), Optional.empty());
    }

    /// Whatever there is: the three newest proven runs are never deleted, and nothing young is.
    @Test
    void neverDeletesTheLastGoodRuns() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            var runs = new ArrayList<Run>();
            for (int i = random.nextInt(12); i >= 0; i--)
                runs.add(run(random.nextInt(60), random.nextBoolean(), random.nextInt(4) > 0, random.nextBoolean()));
            runs.sort(Comparator.comparing((Run run) -> run.id().began()).reversed());
            var delete = THREE.plan(runs, NOW).delete();
            var left = runs.stream()
                    .filter(run -> !delete.contains(run))
                    .filter(Run::isProven)
                    .count();
            var proven = runs.stream().filter(Run::isProven).count();
            assertTrue(left >= Math.min(3, proven), () -> runs + " lost " + delete);
            assertTrue(delete.stream().allMatch(run -> run.id().began().isBefore(NOW.minus(Duration.ofDays(1)))));
        }
    }
}
