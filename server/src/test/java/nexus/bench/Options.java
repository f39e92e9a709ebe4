package nexus.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// What a run is asked for.
///
/// @param rounds  measured rounds; medians are taken over them
/// @param time    how long one round of one row takes
/// @param clients connections that call at once, and threads of the driver loop
/// @param jar     the server, with its libraries in `lib` beside it
/// @param folder  for logs
/// @param peer    the JavaScript that starts `mongodb-mcp-server`, when it is there
record Options(int rounds, Duration time, int clients, Path jar, Path folder, Optional<Path> peer) {
    static Options of(List<String> words) {
        var options = new Options(5, Duration.ofSeconds(3), 8, Path.of("."), Path.of("."), Optional.empty());
        var left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            var name = left.poll();
            if (left.isEmpty()) throw new IllegalArgumentException(name + " needs a value");
            options = options.with(name, left.poll());
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--rounds" -> new Options(number(name, value), time, clients, jar, folder, peer);
            case "--seconds" ->
                new Options(rounds, Duration.ofSeconds(number(name, value)), clients, jar, folder, peer);
            case "--clients" -> new Options(rounds, time, number(name, value), jar, folder, peer);
            case "--jar" -> new Options(rounds, time, clients, Path.of(value), folder, peer);
            case "--folder" -> new Options(rounds, time, clients, jar, Path.of(value), peer);
            case "--peer" -> new Options(rounds, time, clients, jar, folder, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException("there is no option " + name);
        };
    }

    private static int number(String name, String value) {
        if (value.matches("[1-9][0-9]{0,2}")) return Integer.parseInt(value);
        throw new IllegalArgumentException(name + " must be a whole number from 1 to 999");
    }
}
