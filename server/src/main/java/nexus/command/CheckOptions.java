package nexus.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `nexus check` was asked for.
///
/// @param names   connections; all of them where none is named
/// @param timeout how long each step may take
/// @param isJson  whether a program reads the answer
public record CheckOptions(List<String> names, Duration timeout, boolean isJson) {
    /// Told by `--help`.
    public static final String USAGE = """
            Usage: nexus check [NAME…] [--timeout 10s] [--json]

            Reads the configuration as the server does and tries out each connection (or those named) step by step: key,
            bastion, host key, login, forward, MongoDB, user, members, rights. --timeout is for each step. --json prints
            one object a line. Ends with 0 if all is well, 1 if a step failed, 2 if the configuration is wrong.""";

    public CheckOptions {
        names = List.copyOf(names);
    }

    /// Reads the arguments after the word; nothing if they cannot be read.
    public static Optional<CheckOptions> parse(List<String> arguments) {
        var names = new ArrayList<String>();
        var timeout = Optional.of(Duration.ofSeconds(10));
        var isJson = false;
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            switch (rest.next()) {
                case "--json" -> isJson = true;
                case "--timeout" -> timeout = rest.hasNext() ? Patience.parse(rest.next()) : Optional.empty();
                case String text when text.startsWith("-") -> timeout = Optional.empty();
                case String name -> names.add(name);
            }
        }
        var json = isJson;
        return timeout.map(time -> new CheckOptions(names, time, json));
    }
}
