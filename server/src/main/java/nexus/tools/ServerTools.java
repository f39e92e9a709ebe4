package nexus.tools;

import static nexus.mcp.catalog.Argument.choice;
import static nexus.mcp.catalog.Argument.whole;

import java.util.List;
import nexus.mcp.catalog.Effect;
import nexus.mcp.catalog.Right;
import nexus.mcp.catalog.Tool;
import nexus.mongo.Logs;
import nexus.mongo.Running;

/// The tools that tell what a server does for everybody, and so are for administrators.
final class ServerTools {
    private static final int PRESET_LINES = 50;
    private static final int MOST_LINES = 1_024;
    private static final int PRESET_OPERATIONS = 20;
    private static final int MOST_OPERATIONS = 1_000;
    private static final int LONGEST_SECONDS = 1_000_000;

    private ServerTools() {}

    static List<Tool> all(Sources sources) {
        return List.of(logs(sources), running(sources));
    }

    private static Tool logs(Sources sources) {
        return new Tool(
                "mongodb-logs",
                "Server log",
                "Shows the newest lines of the server's log, without addresses.",
                List.of(
                        choice("type", List.of("global", "startupWarnings"), "Global when left out."),
                        whole("limit", 1, MOST_LINES, "Most lines; 50 when left out."),
                        Sources.CONNECTION),
                Results.listSchema("logs"),
                Right.ADMIN,
                Effect.READS,
                (arguments, call) -> sources.ask(arguments, call, reader -> {
                    var type = arguments.text("type");
                    int limit = (int) arguments.whole("limit", PRESET_LINES);
                    return reader.inspector().logs(new Logs(type.isEmpty() ? "global" : type, limit));
                }));
    }

    private static Tool running(Sources sources) {
        return new Tool(
                "current-op",
                "Operations at work",
                "Lists what the server does now for everybody, the longest first.",
                List.of(
                        whole("minSeconds", 0, LONGEST_SECONDS, "Only what has run for so long."),
                        whole("limit", 1, MOST_OPERATIONS, "Most operations; 20 when left out."),
                        Sources.CONNECTION),
                Results.listSchema("operations"),
                Right.ADMIN,
                Effect.READS,
                (arguments, call) -> sources.ask(
                        arguments,
                        call,
                        reader -> reader.inspector().running(new Running((int) arguments.whole("minSeconds", 0), (int)
                                arguments.whole("limit", PRESET_OPERATIONS)))));
    }
}
