package nexus.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a run is asked for. Every benchmark has its own options, with what holds where they are not given; the server
/// and the folder are told to all.
///
/// @param values by the name of the option
record Options(Map<String, String> values) {
    private static final int MOST = 99_999;

    Options {
        values = Map.copyOf(values);
    }

    /// Reads a command line.
    ///
    /// @param usual the options of a benchmark
    static Options of(Map<String, String> usual, String... words) {
        var values = new HashMap<>(usual);
        values.putAll(Map.of("--jar", ".", "--folder", "."));
        for (int i = 0; i < words.length; i += 2) {
            if (i + 1 == words.length) throw new IllegalArgumentException(words[i] + " needs a value");
            if (values.replace(words[i], words[i + 1]) == null) {
                throw new IllegalArgumentException("there is no option " + words[i]);
            }
        }
        return new Options(values);
    }

    /// Measured rounds; medians are taken over them.
    int rounds() {
        return number("--rounds");
    }

    /// How long one measurement takes.
    Duration time() {
        return Duration.ofSeconds(number("--seconds"));
    }

    /// Connections that call at once, and threads of the driver loop.
    int clients() {
        return number("--clients");
    }

    /// Streams that are open at once.
    int streams() {
        return number("--streams");
    }

    /// Round trips that are measured.
    List<Duration> delays() {
        return Stream.of(values.get("--delays").split(",", -1))
                .map(millis -> Duration.ofMillis(number("--delays", millis)))
                .toList();
    }

    /// The server, with its libraries in `lib` beside it.
    Path jar() {
        return Path.of(values.get("--jar"));
    }

    /// Where logs go.
    Path folder() {
        return Path.of(values.get("--folder"));
    }

    /// The tag of the images that are measured.
    String tag() {
        return values.get("--tag");
    }

    /// The JavaScript that starts `mongodb-mcp-server`, when it is there.
    Optional<Path> peer() {
        return Optional.of(values.get("--peer")).filter(path -> !path.isEmpty()).map(Path::of);
    }

    private int number(String name) {
        int number = number(name, values.get(name));
        if (number > 0) return number;
        throw new IllegalArgumentException(name + " must be above 0");
    }

    private static int number(String name, String value) {
        if (value.matches("[0-9]{1,5}")) return Integer.parseInt(value);
        throw new IllegalArgumentException(name + " takes whole numbers up to " + MOST + ", not '" + value + "'");
    }
}
