package nexus.bench;

import java.util.Locale;

/// The figures of [Streams] as Markdown.
record StreamReport(int streams, Memory before, Memory after, Ends ends) {
    private static final int TARGET = 20;
    private static final String PEER = "107–136";

    /// How the streams ended.
    ///
    /// @param complete those that ended with their closing result
    /// @param seconds  from the signal to the end of the last
    /// @param exitCode of the server
    record Ends(int complete, double seconds, int exitCode) {}

    String text() {
        double heap = kilobytes(before.heapBytes(), after.heapBytes());
        double resident = kilobytes(before.residentBytes(), after.residentBytes());
        return String.join(
                "\n",
                "### %,d idle streams (`subscriptions/listen`)".formatted(streams),
                "",
                "| | MB before | MB with the streams | KB for each |",
                "|---|--:|--:|--:|",
                row("live heap", before.heapBytes(), after.heapBytes(), heap),
                row("RSS", before.residentBytes(), after.residentBytes(), resident),
                "",
                "| KB of RSS for each stream | at most | here | |",
                "|---|--:|--:|---|",
                "| Nexus | %d | %.1f | %s |".formatted(TARGET, resident, resident <= TARGET ? "met" : "not met"),
                "| " + Servers.PEER + ", measured before | | " + PEER + " | |",
                "",
                "SIGTERM: %,d of %,d streams ended with their closing result within %.1f s; the server ended with %d."
                        .formatted(ends.complete(), streams, ends.seconds(), ends.exitCode()));
    }

    private double kilobytes(long from, long to) {
        return (to - from) / 1000.0 / streams;
    }

    private static String row(String what, long from, long to, double each) {
        return String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.1f |", what, from / 1e6, to / 1e6, each);
    }
}
