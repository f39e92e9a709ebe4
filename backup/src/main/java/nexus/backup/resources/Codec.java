package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// Objects and trees as text.
final class Codec {
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
    /// Numbers stay as exact as they are written.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    /// Every text is quoted, so that no reader takes `yes` or `012` for something else.
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.LITERAL_BLOCK_STYLE)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Codec() {}

    /// @throws ClusterException if it is no object of Kubernetes
    static GenericKubernetesResource object(String json) {
        try {
            return JSON.readValue(json, GenericKubernetesResource.class);
        } catch (StreamReadException e) {
            throw new ClusterException("not JSON: " + e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            throw new ClusterException("not an object of Kubernetes: " + e.getOriginalMessage(), e);
        }
    }

    static GenericKubernetesResource object(Object tree) {
        return JSON.convertValue(tree, GenericKubernetesResource.class);
    }

    static GenericKubernetesResource copy(GenericKubernetesResource object) {
        return object(json(object));
    }

    /// @throws ClusterException if it is no JSON object
    static Map<String, Object> tree(String json) {
        try {
            return JSON.readValue(json, TREE);
        } catch (JacksonException e) {
            throw new ClusterException("not a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    static Map<String, Object> treeOrEmpty(String json) {
        try {
            return tree(json);
        } catch (ClusterException e) {
            return Map.of();
        }
    }

    static Map<String, Object> tree(GenericKubernetesResource object) {
        return JSON.convertValue(object, TREE);
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value) + "\n";
    }

    static String yaml(Object value) {
        return YAML.writeValueAsString(value);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The text at a path of keys; empty where there is none.
    static String text(Map<String, Object> tree, String... path) {
        Object at = tree;
        for (var key : path) at = at instanceof Map<?, ?> map ? map.get(key) : null;
        return at == null ? "" : String.valueOf(at);
    }

    /// The trees of a list below a key.
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> trees(Map<String, Object> tree, String key) {
        if (!(tree.get(key) instanceof List<?> list)) return List.of();
        return list.stream()
                .filter(Map.class::isInstance)
                .map(item -> (Map<String, Object>) item)
                .toList();
    }
}
