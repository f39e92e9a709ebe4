package nexus.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What bulk channels keep in memory, in bytes: reachable heap, or the most that was in use, garbage included.
///
/// @param before      with a session and no channel
/// @param reading     with all channels downloading
/// @param readingPeak meanwhile
/// @param stalled     with nobody reading from any channel
/// @param stalledPeak meanwhile
/// @param after       with no channel again
record TunnelHeap(long before, long reading, long readingPeak, long stalled, long stalledPeak, long after) {
    /// Where the bastion is supposed to be.
    static final Duration ROUND_TRIP = Duration.ofMillis(10);

    static TunnelHeap measure(Site site) throws IOException, InterruptedException {
        try (var heap = site.heap()) {
            var _ = heap.ask("open");
            long before = heap.liveHeapBytes();
            long readingPeak = Long.parseLong(heap.ask("read"));
            long reading = heap.liveHeapBytes();
            long stalledPeak = Long.parseLong(heap.ask("stall"));
            long stalled = heap.liveHeapBytes();
            var _ = heap.ask("idle");
            return new TunnelHeap(before, reading, readingPeak, stalled, stalledPeak, heap.liveHeapBytes());
        }
    }

    List<String> lines() {
        int channels = Bastion.LANES.bulkChannels();
        // What is kept for a reader of the bulk lane is one window.
        long most = Bastion.LANES.bulkWindow();
        return List.of(
                "",
                "### Heap of " + channels + " bulk channels, " + ROUND_TRIP.toMillis() + " ms, `-Xmx512m`",
                "",
                "| | MB live | MB for each channel | most MB in use, garbage included |",
                "|---|--:|--:|--:|",
                "| a session, no channel | %s | | |".formatted(megabytes(before)),
                line("all download", reading, readingPeak),
                line("nobody reads", stalled, stalledPeak),
                "| no channel again | %s | | |".formatted(megabytes(after)),
                "| bound: a window for each channel | %s | %s | |"
                        .formatted(megabytes(before + channels * most), megabytes(most)));
    }

    private String line(String what, long live, long peak) {
        long each = (live - before) / Bastion.LANES.bulkChannels();
        return "| %s | %s | %s | %s |".formatted(what, megabytes(live), megabytes(each), megabytes(peak));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }
}
