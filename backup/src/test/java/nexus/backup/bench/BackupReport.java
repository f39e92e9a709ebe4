package nexus.backup.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of [Backups] as Markdown: medians over the rounds.
///
/// @param bytes   of BSON in the database
/// @param encoded seconds of encoding the same bytes, by whether they were encrypted
record BackupReport(long bytes, Map<Step, List<Outcome>> outcomes, Map<Boolean, List<Double>> encoded) {
    String text() {
        var lines = new ArrayList<>(List.of(
                "",
                "%.0f MiB of BSON in 8 collections, `-Xmx128m`".formatted(bytes / (double) (1 << 20)),
                "",
                "| | MiB/s | s | heap after a collection, at most, MiB |",
                "|---|--:|--:|--:|"));
        for (var step : Step.values()) lines.add(row(step));
        lines.addAll(List.of("", "| ratio | time |", "|---|--:|"));
        lines.add(ratio("dump, 4 at once ÷ one at a time", seconds(Step.DUMP), seconds(Step.DUMP_ALONE)));
        lines.add(ratio("restore, 4 at once ÷ one at a time", seconds(Step.RESTORE), seconds(Step.RESTORE_ALONE)));
        lines.add(ratio("dump, read back whole ÷ by head", seconds(Step.DUMP_FULL), seconds(Step.DUMP)));
        lines.add(ratio(
                "hash, compress, encrypt ÷ the same without encryption", encoded(true), encoded(false)));
        return String.join("\n", lines);
    }

    private String row(Step step) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.0f |",
                step.title(),
                bytes / seconds(step) / (1 << 20),
                seconds(step),
                Outcome.median(outcomes.getOrDefault(step, List.of()), Outcome::heap) / (1 << 20));
    }

    private double seconds(Step step) {
        return Outcome.median(outcomes.getOrDefault(step, List.of()), Outcome::seconds);
    }

    private double encoded(boolean isEncrypted) {
        return Outcome.median(
                encoded.getOrDefault(isEncrypted, List.of()).stream()
                        .map(seconds -> new Outcome(seconds, 0))
                        .toList(),
                Outcome::seconds);
    }

    private static String ratio(String what, double one, double other) {
        return String.format(Locale.ROOT, "| %s | %.2f |", what, one / other);
    }
}
