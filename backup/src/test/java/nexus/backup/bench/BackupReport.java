package nexus.backup.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

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
                "| | s | MiB/s | CPU s | heap after a collection, at most, MiB |",
                "|---|--:|--:|--:|--:|"));
        for (var step : Step.values()) lines.add(row(step));
        lines.addAll(List.of("", "| ratio, without the start | time | CPU |", "|---|--:|--:|"));
        lines.add(ratio("dump, 4 at once ÷ one at a time", Step.DUMP, Step.DUMP_ALONE));
        lines.add(ratio("restore, 4 at once ÷ one at a time", Step.RESTORE, Step.RESTORE_ALONE));
        lines.add(ratio("dump, read back whole ÷ by head", Step.DUMP_FULL, Step.DUMP));
        lines.add("| hash, compress and encrypt ÷ hash and compress | | %.2f |"
                .formatted(encoded(true) / encoded(false)));
        return String.join("\n", lines);
    }

    private String row(Step step) {
        double seconds = median(step, Outcome::seconds);
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %s | %.1f | %.0f |",
                step.title(),
                seconds,
                step == Step.START ? "" : String.format(Locale.ROOT, "%.1f", bytes / seconds / (1 << 20)),
                median(step, Outcome::cpu),
                median(step, Outcome::heap) / (1 << 20));
    }

    private double median(Step step, ToDoubleFunction<Outcome> figure) {
        return Outcome.median(outcomes.getOrDefault(step, List.of()), figure);
    }

    private double encoded(boolean isEncrypted) {
        return Outcome.median(
                encoded.getOrDefault(isEncrypted, List.of()).stream()
                        .map(seconds -> new Outcome(seconds, seconds, 0))
                        .toList(),
                Outcome::cpu);
    }

    private String ratio(String what, Step one, Step other) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f |",
                what,
                ratio(one, other, Outcome::seconds),
                ratio(one, other, Outcome::cpu));
    }

    /// What every word takes is not of the matter.
    private double ratio(Step one, Step other, ToDoubleFunction<Outcome> figure) {
        double start = median(Step.START, figure);
        return (median(one, figure) - start) / (median(other, figure) - start);
    }
}
