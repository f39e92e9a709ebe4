package nexus.chart.rules;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nexus.chart.testing.Json;
import nexus.chart.testing.Manifest;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;
import tools.jackson.databind.json.JsonMapper;

/// The JSON Schema of each kind: of Kubernetes' own from `schemas/core.yaml`, of operators' from the definitions in
/// `crds/`.
final class Schemas {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private static final Map<String, Schema> BY_KIND = load();
    /// Most objects are the same in many renders.
    private static final Map<String, List<Error>> CHECKED = new ConcurrentHashMap<>();

    private Schemas() {}

    static boolean knows(Manifest manifest) {
        return BY_KIND.containsKey(manifest.kind());
    }

    static List<Error> check(Manifest manifest) {
        var text = Json.write(manifest.tree().value());
        return CHECKED.computeIfAbsent(text, _ -> BY_KIND.get(manifest.kind()).validate(JSON.readTree(text)));
    }

    private static Map<String, Schema> load() {
        var schemas = new HashMap<String, Schema>();
        Yaml.document(text("/schemas/core.yaml")).fields().forEach((kind, schema) -> {
            if (!kind.startsWith(".")) {
                schemas.put(kind, schema(schema.value()));
            }
        });
        for (var definition : definitions()) {
            var structural = definition.get("spec", "versions", 0, "schema", "openAPIV3Schema");
            schemas.put(definition.get("spec", "names", "kind").text(), schema(whole(structural)));
        }
        return schemas;
    }

    private static Schema schema(Object tree) {
        return REGISTRY.getSchema(Json.write(tree));
    }

    /// The API server knows the fields around `spec` without being told.
    private static Object whole(Tree structural) {
        var copy = structural.copy();
        for (var field : List.of("apiVersion", "kind")) {
            copy.get("properties").set(field, Map.of("type", "string"));
        }
        copy.get("properties").set("metadata", Map.of());
        return strict(copy.value());
    }

    /// As the API server sees a structural schema: no field but those that are named.
    private static Object strict(Object schema) {
        if (schema instanceof List<?> list) {
            return list.stream().map(Schemas::strict).toList();
        }
        if (!(schema instanceof Map<?, ?> map)) {
            return schema;
        }
        var strict = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> strict.put(String.valueOf(key), strict(value)));
        var isOpen = Boolean.TRUE.equals(strict.remove("x-kubernetes-preserve-unknown-fields"));
        if (Boolean.TRUE.equals(strict.remove("x-kubernetes-int-or-string"))) {
            strict.put("type", List.of("integer", "string"));
        }
        if (strict.get("properties") instanceof Map<?, ?> && "object".equals(strict.get("type")) && !isOpen) {
            strict.putIfAbsent("additionalProperties", false);
        }
        return strict;
    }

    private static List<Tree> definitions() {
        try (var files = Files.list(Path.of(Schemas.class.getResource("/crds").toURI()))) {
            return files.sorted().map(Yaml::file).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String resource) {
        try (var in = Schemas.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
