package nexus.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/// What a run of [Streams] is asked for.
///
/// @param streams open at once
/// @param jar     the server, with its libraries in `lib` beside it
/// @param folder  for logs
record StreamOptions(int streams, Path jar, Path folder) {
    static StreamOptions of(List<String> words) {
        var options = new StreamOptions(1_000, Path.of("."), Path.of("."));
        var left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            var name = left.poll();
            if (left.isEmpty()) throw new IllegalArgumentException(name + " needs a value");
            options = options.with(name, left.poll());
        }
        return options;
    }

    private StreamOptions with(String name, String value) {
        return switch (name) {
            case "--streams" -> new StreamOptions(number(name, value), jar, folder);
            case "--jar" -> new StreamOptions(streams, Path.of(value), folder);
            case "--folder" -> new StreamOptions(streams, jar, Path.of(value));
            default -> throw new IllegalArgumentException("there is no option " + name);
        };
    }

    private static int number(String name, String value) {
        if (value.matches("[1-9][0-9]{0,4}")) return Integer.parseInt(value);
        throw new IllegalArgumentException(name + " must be a whole number from 1 to 99999");
    }
}
