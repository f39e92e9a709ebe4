package nexus.backup.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/// One figure.
///
/// @param name   of the metric
/// @param help   one sentence
/// @param labels beside those of the group
public record Sample(String name, String help, Map<String, String> labels, BigDecimal value) {
    public Sample {
        labels = Map.copyOf(labels);
    }

    /// A count or a code.
    public static Sample of(String name, String help, long value) {
        return new Sample(name, help, Map.of(), BigDecimal.valueOf(value));
    }

    /// A time, in seconds since 1970.
    public static Sample of(String name, String help, Instant value) {
        return new Sample(name, help, Map.of(), BigDecimal.valueOf(value.toEpochMilli(), 3));
    }

    /// In the text format of Prometheus.
    String write() {
        var shown = labels.isEmpty()
                ? ""
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                        .sorted()
                        .collect(Collectors.joining(",", "{", "}"));
        return "# HELP %1$s %2$s\n# TYPE %1$s gauge\n%1$s%3$s %4$s\n"
                .formatted(name, help, shown, value.toPlainString());
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
