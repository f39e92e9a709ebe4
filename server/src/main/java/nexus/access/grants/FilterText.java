package nexus.access.grants;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nexus.config.YamlPart;
import nexus.mcp.json.JsonText;

/// Writes a filter that stands in a file as YAML as JSON. Where YAML takes a word for something that its writer hardly
/// meant, such as `no` for false, it is refused: a filter that matches something else opens what it should close.
final class FilterText {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    /// What cannot be written; never leaves the room.
    static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient YamlPart part;

        Unclear(YamlPart part, String reason) {
            super(reason, null, false, false);
            this.part = part;
        }

        YamlPart part() {
            return part;
        }
    }

    private FilterText() {}

    /// The filter of a grant: a text is JSON already; empty for none.
    static String of(Reading grant) {
        var part = grant.part("filter");
        if (part.isEmpty()) return "";
        try {
            return text(part.get());
        } catch (Unclear e) {
            grant.note(e.part(), "filter: " + e.getMessage());
            return "";
        }
    }

    private static String text(YamlPart part) {
        return switch (part) {
            case YamlPart.Fields fields -> json(fields);
            case YamlPart.Scalar scalar
            when scalar.kind() == YamlPart.Kind.TEXT && scalar.isThere() ->
                scalar.text().strip();
            case YamlPart.Scalar _, YamlPart.Items _ ->
                throw new Unclear(part, "it must be a MongoDB query, such as {region: EU} or '{\"region\": \"EU\"}'");
        };
    }

    private static String json(YamlPart part) {
        return switch (part) {
            case YamlPart.Fields mapping ->
                mapping.fields().entrySet().stream()
                        .map(field -> JsonText.quoted(field.getKey()) + ":" + json(field.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case YamlPart.Items list ->
                list.items().stream().map(FilterText::json).collect(Collectors.joining(",", "[", "]"));
            case YamlPart.Scalar scalar -> scalar(scalar);
        };
    }

    private static String scalar(YamlPart.Scalar scalar) {
        var text = scalar.text();
        return switch (scalar.kind()) {
            case TEXT -> JsonText.quoted(text);
            case NUMBER -> sure(scalar, NUMBER.matcher(text).matches(), "a number");
            case BOOLEAN -> sure(scalar, text.equals("true") || text.equals("false"), "true or false");
            case NOTHING -> sure(scalar, text.equals("null"), "null");
            case OTHER -> sure(scalar, false, "a date or another type: write {$date: \"2026-01-31T00:00:00Z\"}");
        };
    }

    private static String sure(YamlPart.Scalar scalar, boolean isSure, String taken) {
        if (isSure) return scalar.text();
        throw new Unclear(
                scalar,
                Optional.of(JsonText.shorten(scalar.text()))
                                .filter(text -> !text.isEmpty())
                                .orElse("nothing") + " is not clear, YAML takes it for " + taken
                        + "; put a text in double quotes");
    }
}
