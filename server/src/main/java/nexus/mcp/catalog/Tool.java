package nexus.mcp.catalog;

import java.util.List;
import java.util.stream.Collectors;
import nexus.mcp.json.JsonText;

/// A tool as a value: what the model is told about it, and what it does.
///
/// @param name         1 to 64 characters of `A-Za-z0-9_-.`
/// @param title        for people
/// @param description  for the model
/// @param arguments    in the order in which they are published
/// @param outputSchema JSON Schema of the structured result, with an object at its root; empty where there is none
/// @param right        what a caller needs to see and call it
/// @param effect       what a call leaves behind
/// @param action       runs one call
public record Tool(
        String name,
        String title,
        String description,
        List<Argument> arguments,
        String outputSchema,
        Right right,
        Effect effect,
        Action action) {
    public Tool {
        arguments = List.copyOf(arguments);
    }

    /// A tool that reads.
    public Tool(
            String name,
            String title,
            String description,
            List<Argument> arguments,
            String outputSchema,
            Action action) {
        this(name, title, description, arguments, outputSchema, Right.READ, Effect.READS, action);
    }

    /// The same tool, run otherwise.
    public Tool running(Action other) {
        return new Tool(name, title, description, arguments, outputSchema, right, effect, other);
    }

    /// Runs one call. A result that is an error is for the model to act on; an exception is a bug.
    @FunctionalInterface
    public interface Action {
        ToolResult call(Arguments arguments, Call call);
    }

    /// The JSON of its entry in `tools/list`.
    ///
    /// @param withTitle     whether the client's revision has titles
    /// @param withStructure whether results carry `structuredContent`
    public String definition(boolean withTitle, boolean withStructure) {
        var json = new StringBuilder("{\"name\":").append(JsonText.quoted(name));
        if (withTitle) json.append(",\"title\":").append(JsonText.quoted(title));
        json.append(",\"description\":").append(JsonText.quoted(description));
        json.append(",\"inputSchema\":").append(inputSchema());
        if (withStructure && !outputSchema.isEmpty())
            json.append(",\"outputSchema\":").append(outputSchema);
        json.append(",\"annotations\":{");
        // Where a tool has a title of its own, the same one here would only cost the model.
        if (!withTitle) json.append("\"title\":").append(JsonText.quoted(title)).append(",");
        return json.append(effect.hints()).append(",\"openWorldHint\":false}}").toString();
    }

    private String inputSchema() {
        var properties = arguments.stream().map(Argument::schema).collect(Collectors.joining(",", "{", "}"));
        var required = arguments.stream()
                .filter(Argument::isRequired)
                .map(argument -> JsonText.quoted(argument.name()))
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"type\":\"object\",\"properties\":" + properties
                + (required.equals("[]") ? "" : ",\"required\":" + required)
                + ",\"additionalProperties\":false}";
    }
}
