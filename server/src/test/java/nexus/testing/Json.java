package nexus.testing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nexus.mcp.json.JsonText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// A JSON value as a tree. It is read strictly, and may then be changed into what JSON forbids: fields named twice,
/// leaves that are no values.
public sealed interface Json {
    /// An object.
    record Fields(List<Field> all) implements Json {
        public Fields {
            all = List.copyOf(all);
        }
    }

    /// A field of an object.
    record Field(String name, Json value) {}

    /// An array.
    record Items(List<Json> all) implements Json {
        public Items {
            all = List.copyOf(all);
        }
    }

    /// A string with its quotes, a number, or a word.
    record Leaf(String written) implements Json {}

    JsonFactory LENIENT = JsonFactory.builder().build();
    JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /// Reads one value.
    ///
    /// @throws IllegalArgumentException if it is not JSON in UTF-8, or names a field twice
    static Json parse(byte[] utf8) {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("this is not UTF-8", e);
        }
    }

    /// Reads one value.
    ///
    /// @throws IllegalArgumentException if it is not JSON, or names a field twice
    static Json parse(String text) {
        return parse(FACTORY, text);
    }

    /// Reads one value; an object may name a field twice.
    ///
    /// @throws IllegalArgumentException if it is not JSON
    static Json parseLeniently(String text) {
        return parse(LENIENT, text);
    }

    private static Json parse(JsonFactory factory, String text) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) throw new IllegalArgumentException("this is empty");
            var value = value(parser);
            if (parser.nextToken() != null) throw new IllegalArgumentException("there is more after the value");
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Json value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> string(parser.getString());
            default -> new Leaf(parser.getString());
        };
    }

    private static Json fields(JsonParser parser) {
        var all = new ArrayList<Field>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            all.add(new Field(name, value(parser)));
        }
        return new Fields(all);
    }

    private static Json items(JsonParser parser) {
        var all = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) all.add(value(parser));
        return new Items(all);
    }

    /// A string.
    static Leaf string(String text) {
        return new Leaf(JsonText.quoted(text));
    }

    /// The value as JSON text.
    default String written() {
        return switch (this) {
            case Leaf(var written) -> written;
            case Items(var all) -> all.stream().map(Json::written).collect(Collectors.joining(",", "[", "]"));
            case Fields(var all) ->
                all.stream()
                        .map(field -> JsonText.quoted(field.name()) + ":"
                                + field.value().written())
                        .collect(Collectors.joining(",", "{", "}"));
        };
    }

    /// The value at the end of a path of names; nothing where a step is missing.
    default Optional<Json> at(String... path) {
        var here = Optional.of(this);
        for (var name : path) here = here.flatMap(value -> value.field(name));
        return here;
    }

    private Optional<Json> field(String name) {
        if (!(this instanceof Fields(var all))) return Optional.empty();
        return all.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst();
    }

    /// The string at the end of a path of names, decoded; nothing where there is none.
    default Optional<String> text(String... path) {
        return at(path).filter(Json::isString).map(Json::decoded);
    }

    /// Whether it is a string.
    default boolean isString() {
        return this instanceof Leaf(var written) && written.startsWith("\"");
    }

    private String decoded() {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), written())) {
            parser.nextToken();
            return parser.getString();
        }
    }

    /// The elements of an array; none where it is something else.
    default List<Json> items() {
        return this instanceof Items(var all) ? all : List.of();
    }

    /// How many values lie within each other.
    default int depth() {
        return switch (this) {
            case Leaf _ -> 0;
            case Items(var all) -> 1 + all.stream().mapToInt(Json::depth).max().orElse(0);
            case Fields(var all) ->
                1 + all.stream().mapToInt(field -> field.value().depth()).max().orElse(0);
        };
    }

    /// The same object with a field set.
    default Fields with(String name, Json value) {
        var fields = new ArrayList<Field>();
        if (this instanceof Fields(var all)) fields.addAll(all);
        fields.removeIf(field -> field.name().equals(name));
        fields.add(new Field(name, value));
        return new Fields(fields);
    }
}
