package nexus.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The figures of [Tunnels] as Markdown: medians over the rounds.
record TunnelReport(List<Duration> delays, Map<Leg, List<Outcome>> outcomes, TunnelHeap heap) {
    private static final Duration TARGET = Duration.ofMillis(10);

    String text() {
        var lines = new ArrayList<String>();
        lines.addAll(throughput(Measure.DOWNLOAD));
        lines.addAll(throughput(Measure.UPLOAD));
        lines.addAll(latency("p50", Outcome::p50));
        lines.addAll(latency("p99", Outcome::p99));
        lines.addAll(throughput(Measure.FINDS));
        lines.addAll(heap.lines());
        lines.addAll(targets());
        return String.join("\n", lines);
    }

    private List<String> throughput(Measure measure) {
        var lines = head(measure.words());
        for (var name : Passage.NAMES) lines.add(row(name, "%.0f", delay -> figure(measure, delay, name)));
        lines.add(row("Nexus ÷ direct", "%.2f", delay -> ratio(measure, delay, Passage.DIRECT)));
        lines.add(row("Nexus ÷ OpenSSH", "%.2f", delay -> ratio(measure, delay, Passage.OPENSSH)));
        return lines;
    }

    private List<String> latency(String name, ToDoubleFunction<Outcome> figure) {
        Function<String, ToDoubleFunction<Duration>> of =
                passage -> delay -> median(Measure.FIND, delay, passage, figure);
        var lines = head(Measure.FIND.words() + ", " + name + " ms");
        for (var passage : Passage.NAMES) lines.add(row(passage, "%.2f", of.apply(passage)));
        for (var passage : List.of(Passage.OPENSSH, Passage.NEXUS)) {
            lines.add(row(
                    passage + " − direct",
                    "%.2f",
                    delay -> of.apply(passage).applyAsDouble(delay)
                            - of.apply(Passage.DIRECT).applyAsDouble(delay)));
        }
        return lines;
    }

    private List<String> head(String words) {
        var columns =
                delays.stream().map(delay -> " " + delay.toMillis() + " ms |").collect(Collectors.joining());
        return new ArrayList<>(
                List.of("", "### " + words, "", "| |" + columns, "|---|" + "--:|".repeat(delays.size())));
    }

    private String row(String name, String format, ToDoubleFunction<Duration> cell) {
        return delays.stream()
                .map(delay -> " " + String.format(Locale.ROOT, format, cell.applyAsDouble(delay)) + " |")
                .collect(Collectors.joining("", "| " + name + " |", ""));
    }

    private double ratio(Measure measure, Duration delay, String to) {
        return figure(measure, delay, Passage.NEXUS) / figure(measure, delay, to);
    }

    private double figure(Measure measure, Duration delay, String passage) {
        return median(measure, delay, passage, measure::figure);
    }

    private double median(Measure measure, Duration delay, String passage, ToDoubleFunction<Outcome> figure) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().is(delay, measure, passage))
                .mapToDouble(entry -> Cell.median(entry.getValue().stream().mapToDouble(figure)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> targets() {
        var lines = new ArrayList<>(
                List.of("", "### Targets", "", "| Nexus's tunnel | at least | here | |", "|---|--:|--:|---|"));
        if (delays.contains(TARGET)) {
            lines.add(target("download ÷ direct", Measure.DOWNLOAD, TARGET, Passage.DIRECT, 0.5));
        }
        for (var delay : delays) {
            lines.add(target("download ÷ OpenSSH", Measure.DOWNLOAD, delay, Passage.OPENSSH, 1));
            lines.add(target("upload ÷ OpenSSH", Measure.UPLOAD, delay, Passage.OPENSSH, 1));
        }
        return lines;
    }

    private String target(String what, Measure measure, Duration delay, String to, double least) {
        double here = ratio(measure, delay, to);
        return Targets.line(what + ", " + delay.toMillis() + " ms", least, here, here >= least);
    }
}
