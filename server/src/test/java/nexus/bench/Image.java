package nexus.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How soon the server's image is ready and how much memory it then has, with its AOT cache and without: containers of
/// 512 MiB, with the sample data in the process and with a database in another container.
final class Image {
    private static final String WITHOUT = "-XX:AOTMode=off";

    /// One kind of start.
    ///
    /// @param uri     MongoDB, or blank for the sample data in the process
    /// @param options of the JVM
    private record Kind(String name, String uri, String options) {}

    /// What one start came to.
    private record Start(double millis, double megabytes) {}

    private final Options options;

    private Image(Options options) {
        this.options = options;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.of(Map.of("--rounds", "5", "--tag", "bench"), arguments);
        System.out.println(new Image(options).measure());
    }

    private String measure() throws IOException, InterruptedException {
        try (var database = Container.run("nexus-demo:" + options.tag(), Map.of(), "database")) {
            database.awaitLog("Listening on");
            var uri = "mongodb://" + database.address() + ":27017/?directConnection=true";
            var kinds = List.of(
                    new Kind("sample data, AOT cache", "", ""),
                    new Kind("sample data, no cache", "", WITHOUT),
                    new Kind("database elsewhere, AOT cache", uri, ""),
                    new Kind("database elsewhere, no cache", uri, WITHOUT));
            var starts = new LinkedHashMap<Kind, List<Start>>();
            for (int round = 0; round < options.rounds(); round++) {
                for (var kind : kinds)
                    starts.computeIfAbsent(kind, _ -> new ArrayList<>()).add(start(kind));
            }
            return report(starts);
        }
    }

    private Start start(Kind kind) throws IOException, InterruptedException {
        var variables = Map.of(
                "NEXUS_AUTH_MODE",
                "none",
                "NEXUS_STOP_PAUSE",
                "0",
                "MONGO_URI",
                kind.uri(),
                "JDK_JAVA_OPTIONS",
                kind.options());
        try (var server = Container.run("nexus-mcp:" + options.tag(), variables)) {
            var millis = server.millisUntilReady(3000);
            return new Start(millis, server.residentMegabytes());
        }
    }

    private static String report(Map<Kind, List<Start>> starts) {
        var lines = new ArrayList<String>();
        lines.add("| start of a container | ms to Ready, median (least) | RSS, MB |");
        lines.add("|---|--:|--:|");
        starts.forEach((kind, all) -> {
            var millis = all.stream().map(Start::millis).sorted().toList();
            var megabytes = all.stream().map(Start::megabytes).sorted().toList();
            lines.add("| %s | %.0f (%.0f) | %.0f |"
                    .formatted(kind.name(), middle(millis), millis.getFirst(), middle(megabytes)));
        });
        var medians = starts.values().stream()
                .map(all -> middle(all.stream().map(Start::millis).sorted().toList()))
                .toList();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Ratio of the times, without the cache ÷ with it: %.1f with sample data, %.1f with a database elsewhere.",
                medians.get(1) / medians.get(0),
                medians.get(3) / medians.get(2)));
        return String.join("\n", lines);
    }

    private static double middle(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
