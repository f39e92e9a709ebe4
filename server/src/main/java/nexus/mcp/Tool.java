package nexus.mcp;

import java.util.List;
import java.util.stream.Collectors;

/// A tool as a value: what the model is told about it, and what it does.
///
/// @param name         1 to 64 characters of `A-Za-z0-9_-.`
/// @param title        for people
/// @param description  for the model
/// @param arguments    in the order in which they are published
/// @param outputSchema JSON Schema of the structured result, with an object at its root
/// @param action       runs one call
public record Tool(
        String name, String title, String description, List<Argument> arguments, String outputSchema, Action action) {
    public Tool {
        arguments = List.copyOf(arguments);
    }

    /// Runs one call. A result that is an error is for the model to act on; an exception is a bug.
    @FunctionalInterface
    public interface Action {
        ToolResult call(Arguments arguments, Caller caller);
    }

    /// The JSON of its entry in `tools/list`.
    ///
    /// @param withStructure whether the client may be sent `structuredContent`
    String definition(boolean withStructure) {
        var json = new StringBuilder("{\"name\":").append(JsonText.quoted(name));
        if (withStructure) json.append(",\"title\":").append(JsonText.quoted(title));
        json.append(",\"description\":").append(JsonText.quoted(description));
        json.append(",\"inputSchema\":").append(inputSchema());
        if (withStructure) json.append(",\"outputSchema\":").append(outputSchema);
        return json.append(",\"annotations\":{\"title\":")
                .append(JsonText.quoted(title))
                .append(",\"readOnlyHint\":true,\"openWorldHint\":false}}")
                .toString();
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
