package nexus.mcp.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// The fields of one JSON object, each left as raw bytes. A field named twice is refused: two readers could then see
/// two different requests.
///
/// @param fields in the order in which they were sent
public record RawObject(Map<String, RawJson> fields) {
    /// An object without fields.
    public static final RawObject EMPTY = new RawObject(Map.of());

    /// Deeper bodies are refused; the deepest that MongoDB itself stores.
    static final int MOST_NESTING = 100;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_NESTING)
                    .build())
            .build();

    /// Takes an object apart.
    ///
    /// @throws BadJson if the bytes are not one JSON object, or name a field twice
    public static RawObject parse(byte[] bytes, int from, int to) throws BadJson {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new BadJson("a JSON object was expected");
            var fields = new LinkedHashMap<String, RawJson>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                if (fields.put(name, value(parser, bytes, from)) != null) {
                    throw new BadJson("the field \"" + name + "\" is there twice");
                }
            }
            expectEnd(parser);
            return new RawObject(fields);
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    /// The elements of an array.
    public static List<RawJson> elements(byte[] bytes, int from, int to) throws BadJson {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) throw new BadJson("a JSON array was expected");
            var elements = new ArrayList<RawJson>();
            while (parser.nextToken() != JsonToken.END_ARRAY) elements.add(value(parser, bytes, from));
            expectEnd(parser);
            return elements;
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    private static RawJson value(JsonParser parser, byte[] bytes, int from) {
        int start = from + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return new RawJson(bytes, start, from + (int) parser.currentLocation().getByteOffset());
    }

    private static void expectEnd(JsonParser parser) throws BadJson {
        if (parser.nextToken() != null) throw new BadJson("there is more after the end of the JSON value");
    }

    /// The parser's own message may quote the body; only the place is told.
    private static BadJson broken(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return new BadJson(
                    "the JSON nests deeper than " + MOST_NESTING + " levels, or holds an over-long name or number");
        }
        var place = e.getLocation();
        return new BadJson(
                place == null
                        ? "the body is not JSON"
                        : "the body is not JSON (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    }

    /// A field that is there.
    public Optional<RawJson> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /// A field that is there and a string.
    public Optional<String> text(String name) {
        return field(name).filter(value -> value.kind() == RawJson.Kind.STRING).map(RawJson::text);
    }

    /// A field that is there and an object.
    public Optional<RawObject> object(String name) throws BadJson {
        var value = fields.get(name);
        return value == null || value.kind() != RawJson.Kind.OBJECT ? Optional.empty() : Optional.of(value.object());
    }

    /// Whether the field is there, if only as null.
    public boolean has(String name) {
        return fields.containsKey(name);
    }
}
