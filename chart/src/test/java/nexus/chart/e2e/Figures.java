package nexus.chart.e2e;

import java.time.Duration;
import java.time.Instant;

/// What a pod costs: told, not judged, for it depends on the machine.
final class Figures {
    private static final double MIB = 1024 * 1024;

    private Figures() {}

    /// Prints the time from the start of the server's container to Ready, and the memory of the idle process.
    static void print(Space space, Fleet fleet) {
        for (var pod : fleet.pods()) {
            System.out.printf(
                    "INFORMATION: %s: %d s from container start to Ready (whole seconds), RSS idle %.0f MiB%n",
                    pod,
                    startToReady(space, pod).toSeconds(),
                    fleet.metric(pod, "process_resident_memory_bytes") / MIB);
        }
    }

    private static Duration startToReady(Space space, String pod) {
        var started = "{.status.containerStatuses[?(@.name==\"" + Fleet.NAME + "\")].state.running.startedAt}";
        var ready = "{.status.conditions[?(@.type==\"Ready\")].lastTransitionTime}";
        return Duration.between(
                Instant.parse(space.field("pod/" + pod, started)), Instant.parse(space.field("pod/" + pod, ready)));
    }
}
