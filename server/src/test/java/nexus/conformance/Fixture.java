package nexus.conformance;

import java.util.List;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Content;
import nexus.mcp.catalog.Question;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;

/// What the fixtures are made of.
final class Fixture {
    private static final String NO_OUTPUT_SCHEMA = "";

    private Fixture() {}

    /// A tool without arguments.
    static Tool tool(String name, String description, Tool.Action action) {
        return tool(name, description, List.of(), action);
    }

    static Tool tool(String name, String description, List<Argument> arguments, Tool.Action action) {
        return new Tool(name, name.replace('_', ' '), description, arguments, NO_OUTPUT_SCHEMA, action);
    }

    static ToolResult says(String text) {
        return shows(Content.text(text));
    }

    static ToolResult shows(Content... content) {
        return new ToolResult.Shown(List.of(content));
    }

    static ToolResult asks(String state, Question... questions) {
        return new ToolResult.Ask(List.of(questions), state);
    }
}
