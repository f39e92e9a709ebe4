package nexus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one call costs: Nexus, MongoDB's own server, and the parts of which a call is made, each in a process of its
/// own on loopback. The rounds of all are interleaved, so that a noisy minute hits everyone.
final class Calls {
    /// A JVM compiles for some time after a load has ended, and again when it meets the next one, so all warm up twice.
    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private static final int WARM_UPS = 2;

    private static final Map<String, String> USUAL =
            Map.of("--rounds", "5", "--seconds", "3", "--clients", "8", "--peer", "");

    private record Key(Row row, Subject subject) {}

    private Calls() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.of(USUAL, arguments);
        Files.createDirectories(options.folder());
        try (var servers = Servers.start(options)) {
            System.out.println("documents of " + servers.stock().documentBytes() + " bytes of BSON; " + options.rounds()
                    + " rounds of " + options.time().toSeconds() + " s for each of "
                    + keys(options, servers).size()
                    + " cells, after " + WARM_UPS + " × " + WARM_UP.toSeconds() + " s of warming up each");
            System.out.println(measure(options, servers).text());
        }
    }

    private static List<Key> keys(Options options, Servers servers) {
        var keys = new ArrayList<Key>();
        for (var row : Row.all(options.clients())) {
            servers.subjects().stream().filter(row::suits).forEach(subject -> keys.add(new Key(row, subject)));
        }
        return keys;
    }

    private static Report measure(Options options, Servers servers) throws IOException, InterruptedException {
        var keys = keys(options, servers);
        for (int i = 0; i < WARM_UPS; i++) {
            for (var key : keys) {
                var _ = ask(key, WARM_UP);
            }
        }
        Map<Key, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            System.err.println("round " + round + " of " + options.rounds());
            for (var key : keys) {
                samples.computeIfAbsent(key, _ -> new ArrayList<>()).add(ask(key, options.time()));
            }
        }
        var cells = samples.entrySet().stream()
                .map(entry -> new Cell(entry.getKey().row(), entry.getKey().subject(), entry.getValue()))
                .toList();
        return new Report(new Figures(cells, servers.megabytes()));
    }

    private static Sample ask(Key key, Duration time) throws IOException, InterruptedException {
        return key.subject().ask(key.row().question(), key.row().clients(), time);
    }
}
