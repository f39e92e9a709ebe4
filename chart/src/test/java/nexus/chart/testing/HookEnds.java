package nexus.chart.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Ends each Job of a namespace as soon as it is there, in the name of the controller that a bare API server lacks.
public final class HookEnds implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final KubeApi api;
    private final String path;
    private final boolean isGood;
    private final Thread thread;
    private volatile boolean isOver;

    /// @param path   of the Jobs
    /// @param isGood whether they succeed
    public HookEnds(KubeApi api, String path, boolean isGood) {
        this.api = api;
        this.path = path;
        this.isGood = isGood;
        thread = Thread.ofVirtual().start(this::end);
    }

    private void end() {
        while (!isOver) {
            api.read(path).get("items").items().stream()
                    .filter(each -> each.get("status", "conditions").items().isEmpty())
                    .forEach(this::end);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void end(Tree job) {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        var conditions = Stream.of(isGood ? "SuccessCriteriaMet" : "FailureTarget", isGood ? "Complete" : "Failed")
                .map(type -> Map.of("type", type, "status", "True", "lastTransitionTime", now, "lastProbeTime", now))
                .toList();
        var status = isGood
                ? Map.of("startTime", now, "completionTime", now, "succeeded", 1, "conditions", conditions)
                : Map.of("startTime", now, "failed", 1, "conditions", conditions);
        var answer = api.patch(
                path + "/" + job.get("metadata", "name").text() + "/status?fieldManager=kube-controller-manager",
                Map.of("status", status));
        // Helm may have deleted it meanwhile.
        if (!List.of(200, 404).contains(answer.statusCode())) throw new IllegalStateException(answer.body());
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
