package nexus.mcp.catalog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// One argument of a tool. The published JSON Schema and the check of a call both come from here, so they cannot part.
///
/// @param name        as the client sends it
/// @param type        what it holds
/// @param isRequired  whether a call without it is refused
/// @param description for the model, one short sentence; empty where the name says it all
/// @param header      clients of MCP 2026-07-28 mirror its value in `Mcp-Param-HEADER`; empty for none; not
///                    for secrets
public record Argument(String name, Type type, boolean isRequired, String description, String header) {
    /// The argument that carries the token of a confirmation.
    public static final String CONFIRM = "confirm";

    /// What an argument holds.
    public sealed interface Type {
        /// A string that is not empty.
        record Text() implements Type {}

        /// A whole number within bounds.
        record Whole(long min, long max) implements Type {}

        /// One of a few words.
        record Choice(List<String> words) implements Type {
            public Choice {
                words = List.copyOf(words);
            }
        }
        /// `true` or `false`.
        record Flag() implements Type {}

        /// A JSON object.
        record Json() implements Type {}

        /// A JSON array of objects.
        record JsonList() implements Type {}
    }

    public static Argument text(String name, String description) {
        return new Argument(name, new Type.Text(), true, description, "");
    }

    public static Argument whole(String name, long min, long max, String description) {
        return new Argument(name, new Type.Whole(min, max), false, description, "");
    }

    public static Argument choice(String name, List<String> words, String description) {
        return new Argument(name, new Type.Choice(words), false, description, "");
    }

    public static Argument flag(String name, String description) {
        return new Argument(name, new Type.Flag(), false, description, "");
    }

    public static Argument json(String name, String description) {
        return new Argument(name, new Type.Json(), false, description, "");
    }

    public static Argument jsonList(String name, String description) {
        return new Argument(name, new Type.JsonList(), true, description, "");
    }

    /// What a tool that returns [ToolResult.Confirm] takes from clients that cannot ask a person.
    public static Argument confirm() {
        return text(CONFIRM, "Left out at first; then the token of the first answer, if the user agrees.")
                .optional();
    }

    /// The same argument, but a call may leave it out.
    public Argument optional() {
        return new Argument(name, type, false, description, header);
    }

    /// The same argument, mirrored in a header for those who route requests (MCP 2026-07-28 "server/tools,
    /// x-mcp-header").
    ///
    /// @param token an HTTP token, unique within the tool
    public Argument mirrored(String token) {
        return new Argument(name, type, isRequired, description, token);
    }

    /// Its entry in the `properties` of the tool's JSON Schema.
    String schema() {
        var limits = switch (type) {
            case Type.Text() -> "\"type\":\"string\"";
            case Type.Whole(var min, var max) -> "\"type\":\"integer\",\"minimum\":" + min + ",\"maximum\":" + max;
            case Type.Choice(var words) ->
                "\"enum\":" + words.stream().map(JsonText::quoted).collect(Collectors.joining(",", "[", "]"));
            case Type.Flag() -> "\"type\":\"boolean\"";
            case Type.Json() -> "\"type\":\"object\"";
            case Type.JsonList() -> "\"type\":\"array\",\"items\":{\"type\":\"object\"}";
        };
        var mirror = header.isEmpty() ? "" : ",\"x-mcp-header\":" + JsonText.quoted(header);
        var words = description.isEmpty() ? "" : ",\"description\":" + JsonText.quoted(description);
        return JsonText.quoted(name) + ":{" + limits + words + mirror + "}";
    }

    /// What is wrong with a value, in words that the model can act on.
    Optional<String> objection(RawJson value) {
        var isFit = switch (type) {
            case Type.Text() ->
                value.kind() == RawJson.Kind.STRING && !value.text().isBlank();
            case Type.Whole(var min, var max) -> isWithin(value, min, max);
            case Type.Choice(var words) -> value.kind() == RawJson.Kind.STRING && words.contains(value.text());
            case Type.Flag() -> value.kind() == RawJson.Kind.BOOLEAN;
            case Type.Json() -> value.kind() == RawJson.Kind.OBJECT;
            case Type.JsonList() -> isListOfObjects(value);
        };
        return isFit ? Optional.empty() : Optional.of(name + " must be " + wanted() + ", not " + shown(value));
    }

    /// What it holds, in words.
    public String wanted() {
        return switch (type) {
            case Type.Text() -> "a string that is not empty";
            case Type.Whole(var min, var max) -> "a whole number from " + min + " to " + max;
            case Type.Choice(var words) -> "one of " + String.join(", ", words);
            case Type.Flag() -> "true or false";
            case Type.Json() -> "an object";
            case Type.JsonList() -> "an array of objects";
        };
    }

    private static boolean isWithin(RawJson value, long min, long max) {
        return value.whole().isPresent()
                && value.whole().getAsLong() >= min
                && value.whole().getAsLong() <= max;
    }

    private static boolean isListOfObjects(RawJson value) {
        if (value.kind() != RawJson.Kind.ARRAY) return false;
        try {
            return RawObject.elements(value.bytes(), value.from(), value.to()).stream()
                    .allMatch(element -> element.kind() == RawJson.Kind.OBJECT);
        } catch (BadJson e) {
            return false;
        }
    }

    private String shown(RawJson value) {
        var isJson = type instanceof Type.Json || type instanceof Type.JsonList;
        if (isJson && value.kind() == RawJson.Kind.STRING)
            return "a string: send the JSON itself, without quotes around it";
        return switch (value.kind()) {
            case NUMBER -> JsonText.shorten(value.json());
            case STRING -> "\"" + JsonText.shorten(value.text()) + "\"";
            case OBJECT, ARRAY, BOOLEAN, NULL -> value.kind().words();
        };
    }
}
