package nexus.tools;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import nexus.mcp.Argument;
import nexus.mcp.Arguments;
import nexus.mcp.ToolResult;
import nexus.mongo.Answer;
import nexus.mongo.Reader;

/// The databases behind the tools, by the name of their connection.
///
/// @param byName at least one
public record Sources(Map<String, Source> byName) {
    private static final String DEFAULT = "default";

    static final Argument CONNECTION = Argument.text(
                    "connectionId", "Name of the connection; leave out for the default.")
            .optional();

    /// One connection as the tools see it.
    ///
    /// @param reader  reads from it
    /// @param trouble what is wrong with the way to it now, in one sentence, if anything
    public record Source(Reader reader, Supplier<Optional<String>> trouble) {}

    public Sources {
        byName = Map.copyOf(byName);
    }

    /// Runs a query on the connection that the arguments name.
    ToolResult ask(Arguments arguments, Function<Reader, Answer> query) {
        var name = arguments.text(CONNECTION.name());
        var source = find(name);
        if (source.isEmpty()) {
            return new ToolResult.Refused("there is no connection \"" + name + "\"; there are "
                    + String.join(", ", new TreeMap<>(byName).keySet()));
        }
        return Results.of(query.apply(source.get().reader()), source.get().trouble());
    }

    private Optional<Source> find(String name) {
        if (!name.isEmpty()) return Optional.ofNullable(byName.get(name));
        if (byName.size() == 1) return byName.values().stream().findFirst();
        return Optional.ofNullable(byName.get(DEFAULT));
    }
}
