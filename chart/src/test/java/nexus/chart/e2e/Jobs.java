package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import nexus.chart.testing.Wait;

/// Jobs of the CronJobs of a release, started by hand.
record Jobs(Space space) {
    /// Of one job: a pod starts, a JVM starts, some MiB go through a tunnel.
    private static final Duration ENDED = Duration.ofSeconds(110);

    /// Starts one, and waits for how it ends. Damage and refusals are not tried again.
    ///
    /// @param condition `Complete` or `Failed`
    void assertEnds(String condition, String cronJob, String job) {
        space.kubectl("create", "job", "--from=cronjob/" + Fleet.NAME + "-" + cronJob, job)
                .orFail();
        Wait.until(job + " ends", ENDED, () -> !condition(job).isEmpty(), () -> logs(job));
        assertEquals(condition, condition(job), () -> logs(job));
        assertEquals(1, space.pods("job-name=" + job).size(), () -> job + " was tried more than once");
    }

    private String condition(String job) {
        var path = "{range .status.conditions[?(@.status==\"True\")]}{.type}{\" \"}{end}";
        var conditions = List.of(space.field("job/" + job, path).split(" "));
        return Stream.of("Complete", "Failed")
                .filter(conditions::contains)
                .findFirst()
                .orElse("");
    }

    /// The last lines that it has printed. A container that never started, as one before it failed, has none.
    String logs(String job) {
        var selector = "job-name=" + job;
        return space.kubectl("logs", "--selector", selector, "--all-containers", "--ignore-errors", "--tail=40")
                .text();
    }
}
