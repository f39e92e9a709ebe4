package nexus.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// One row for one subject: what its rounds came to.
record Cell(Row row, Subject subject, List<Sample> samples) {
    Cell {
        samples = List.copyOf(samples);
    }

    double median(ToDoubleFunction<Sample> figure) {
        return median(samples.stream().mapToDouble(figure));
    }

    static double median(DoubleStream figures) {
        var sorted = figures.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /// Median over the rounds of the processor time of one call in milliseconds.
    double cpu() {
        return median(Sample::cpuPerCall);
    }

    double leastCpu() {
        return samples.stream().mapToDouble(Sample::cpuPerCall).min().orElseThrow();
    }

    double p99() {
        return median(sample -> sample.outcome().p99());
    }

    int bytes() {
        return samples.getLast().outcome().bytes();
    }

    long errors() {
        return samples.stream().mapToLong(sample -> sample.outcome().errors()).sum();
    }

    Optional<String> complaint() {
        return samples.stream()
                .flatMap(sample -> sample.outcome().complaint().stream())
                .findFirst();
    }

    /// The line of the table.
    String line() {
        return "| %s | %.3f (%.3f) | %.0f | %.2f | %.2f | %d | %d |"
                .formatted(
                        subject.name(),
                        cpu(),
                        leastCpu(),
                        median(Sample::callsPerSecond),
                        median(sample -> sample.outcome().p50()),
                        p99(),
                        bytes(),
                        errors());
    }
}
