package nexus.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The types of one revision, as the specification publishes them in JSON Schema.
final class Definitions {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistryConfig STRICT =
            SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode types;
    private final SchemaRegistry registry;
    private final String address;

    private Definitions(JsonNode types, SchemaRegistry registry, String address) {
        this.types = types;
        this.registry = registry;
        this.address = address;
    }

    /// Reads those of a revision. The older ones are written in another dialect and keep their types elsewhere.
    static Definitions of(String revision) {
        var file = "/spec/schema-" + revision + ".json";
        var text = text(file);
        var schema = JSON.readTree(text);
        var folder = schema.has("$defs") ? "$defs" : "definitions";
        var id = "https://schema.invalid" + file;
        var registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(STRICT).schemas(Map.of(id, text)));
        return new Definitions(schema.get(folder), registry, id + "#/" + folder + "/");
    }

    private static String text(String file) {
        try (var in = Definitions.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String type) {
        return types.has(type);
    }

    /// The first of these types that the revision has.
    String first(String... names) {
        return Stream.of(names).filter(this::has).findFirst().orElseThrow();
    }

    /// Why a value is not of a type, one line for each reason.
    List<String> objections(String type, JsonNode value) {
        return registry.getSchema(SchemaLocation.of(address + type)).validate(value).stream()
                .map(error -> type + " " + error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /// The request or notification of a method. A union with one member names the method too.
    Optional<String> message(String method) {
        return types.propertyNames().stream()
                .filter(type -> method.equals(
                        types.at("/" + type + "/properties/method/const").asString("")))
                .filter(type -> type.endsWith("Request") || type.endsWith("Notification"))
                .filter(type -> !type.startsWith("Client") && !type.startsWith("Server"))
                .findFirst();
    }

    /// The result of a method.
    Optional<String> result(String method) {
        return message(method)
                .map(type -> type.replaceAll("Request$", "Result"))
                .filter(this::has);
    }

    /// The type of a whole response that a method may get, in revisions that have such types.
    Optional<String> response(String method) {
        return result(method).map(type -> type + "Response").filter(this::has);
    }

    /// The type of an `error` with such a code.
    Optional<String> error(int code) {
        return types.propertyNames().stream()
                .filter(type -> types.at("/" + type + "/properties/code/const").asInt(0) == code)
                .findFirst();
    }

    /// The type of a whole response whose error has such a code.
    Optional<String> failure(int code) {
        return types.propertyNames().stream()
                .filter(type -> types.at("/" + type + "/properties/error/allOf")
                        .valueStream()
                        .anyMatch(part -> part.at("/properties/code/const").asInt(0) == code))
                .findFirst();
    }

    /// Whether a union names a type, or is an alias of it.
    boolean isMember(String union, String type) {
        if (!has(union)) return false;
        var ending = "/" + type + "\"";
        return types.get(union).toString().contains(ending) || isAlias(union, type);
    }

    private boolean isAlias(String union, String type) {
        var method = types.at("/" + union + "/properties/method/const");
        return method.isString() && method.equals(types.at("/" + type + "/properties/method/const"));
    }
}
