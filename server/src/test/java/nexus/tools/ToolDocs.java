package nexus.tools;

import java.util.List;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Effect;
import nexus.mcp.catalog.Right;
import nexus.mcp.catalog.Tool;
import org.bson.BsonDocument;

/// Writes `docs/tools.md` from the tools themselves.
final class ToolDocs {
    private static final String HEAD = """
            # Tools

            Made from the catalog by `ToolDocsTest`; change the code, then run it with `-Ddocs.tools=update`.

            Names and arguments are those of MongoDB's own MCP server where it has such a tool. Every tool takes
            `connectionId`, the name of a connection, unless it says otherwise below; without it the default is meant. Values
            are [Extended JSON](https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/), relaxed in answers.
            A value sent back as an answer shows it is the same value of the same type, but for a 64-bit integer that fits into
            32 bits: it is shown as a plain number and read as a 32-bit integer; write `{"$numberLong": "5"}` to keep the type.
            Tools that write are offered only where a connection takes writes ([writes.md](writes.md)), and a caller sees only those
            that its token and its grants allow ([access.md](access.md), [grants.md](grants.md)).
            Answers keep the limits of [the connection](configuration.md), and say in `notes` what was cut and how to go on.

            | tool | what it does | right | effect |
            |---|---|---|---|
            """;

    private ToolDocs() {}

    static String page(List<Tool> tools) {
        var rows = tools.stream().map(ToolDocs::row).collect(Collectors.joining());
        return HEAD + rows + tools.stream().map(ToolDocs::section).collect(Collectors.joining());
    }

    private static String row(Tool tool) {
        return "| [`" + tool.name() + "`](#" + tool.name() + ") | " + tool.title() + " | " + words(tool.right()) + " | "
                + words(tool.effect()) + " |\n";
    }

    private static String section(Tool tool) {
        return "\n## " + tool.name() + "\n\n" + cell(tool.description()) + "\n\n" + arguments(tool) + "Result: "
                + result(tool) + ".\n";
    }

    private static String arguments(Tool tool) {
        if (tool.arguments().isEmpty()) return "No arguments.\n\n";
        return "| argument | needed | is | |\n|---|---|---|---|\n"
                + tool.arguments().stream().map(ToolDocs::row).collect(Collectors.joining()) + "\n";
    }

    private static String row(Argument argument) {
        return "| `" + argument.name() + "` | " + (argument.isRequired() ? "yes" : "no") + " | " + argument.wanted()
                + " | " + cell(argument.description()) + " |\n";
    }

    private static String result(Tool tool) {
        if (tool.outputSchema().isEmpty()) return "a JSON object";
        var properties = BsonDocument.parse(tool.outputSchema()).getDocument("properties", new BsonDocument());
        return properties.entrySet().stream()
                .map(property -> "`" + property.getKey() + "`, "
                        + kind(property.getValue().asDocument()))
                .collect(Collectors.joining("; ", "a JSON object with ", ""));
    }

    private static String kind(BsonDocument property) {
        var type = property.containsKey("type") ? property.getString("type").getValue() : "value";
        return type.matches("[aeiou].*") ? "an " + type : "a " + type;
    }

    private static String words(Right right) {
        return switch (right) {
            case READ -> "read";
            case WRITE -> "write";
            case ADMIN -> "admin";
        };
    }

    private static String words(Effect effect) {
        return switch (effect) {
            case READS -> "reads";
            case ADDS -> "adds";
            case CHANGES -> "changes or removes";
            case SETTLES -> "changes or removes, once";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
