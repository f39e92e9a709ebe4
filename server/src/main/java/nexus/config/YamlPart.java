package nexus.config;

import java.io.StringReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A part of a YAML document with its line, for readers that say where something is wrong.
public sealed interface YamlPart {
    /// The line of the part, or of its key; the first is 1.
    int line();

    /// A scalar.
    ///
    /// @param text as it is written, without quotes
    /// @param kind for which YAML takes it
    record Scalar(String text, Kind kind, int line) implements YamlPart {
        /// Whether somebody wrote something.
        public boolean isThere() {
            return kind != Kind.NOTHING && !text.isBlank();
        }
    }

    /// A sequence.
    record Items(List<YamlPart> items, int line) implements YamlPart {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// A mapping, in the order in which it is written.
    record Fields(Map<String, YamlPart> fields, int line) implements YamlPart {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /// What YAML takes a scalar for.
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NOTHING,
        /// A date, bytes, or a type of somebody's own.
        OTHER
    }

    /// Reads a document.
    ///
    /// @throws UnreadableYaml if it is none, or a key stands there twice; the message quotes no value
    static YamlPart parse(String yaml) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(10);
        try {
            var root = new Yaml(options).compose(new StringReader(yaml));
            if (root == null) throw new UnreadableYaml("it is empty");
            return part(root, line(root));
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new UnreadableYaml(
                    (mark == null ? "" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
                            + "it is not YAML");
        } catch (YAMLException e) {
            throw new UnreadableYaml("it is not YAML");
        }
    }

    private static YamlPart part(Node node, int line) {
        return switch (node) {
            case ScalarNode scalar -> new Scalar(scalar.getValue(), kind(scalar.getTag()), line);
            case SequenceNode sequence
            when !sequence.isTwoStepsConstruction() ->
                new Items(
                        sequence.getValue().stream()
                                .map(item -> part(item, line(item)))
                                .toList(),
                        line);
            case MappingNode mapping when !mapping.isTwoStepsConstruction() -> fields(mapping, line);
            case AnchorNode anchor -> part(anchor.getRealNode(), line);
            default -> throw new UnreadableYaml("line " + line + ": it holds itself");
        };
    }

    private static Fields fields(MappingNode mapping, int line) {
        var fields = new LinkedHashMap<String, YamlPart>();
        for (var field : mapping.getValue()) {
            var at = line(field.getKeyNode());
            if (!(field.getKeyNode() instanceof ScalarNode key))
                throw new UnreadableYaml("line " + at + ": a key must be a text");
            if (fields.put(key.getValue(), part(field.getValueNode(), at)) != null)
                throw new UnreadableYaml("line " + at + ": the key " + key.getValue() + " stands there twice");
        }
        return new Fields(fields, line);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static Kind kind(Tag tag) {
        if (tag.equals(Tag.STR)) return Kind.TEXT;
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) return Kind.NUMBER;
        if (tag.equals(Tag.BOOL)) return Kind.BOOLEAN;
        return tag.equals(Tag.NULL) ? Kind.NOTHING : Kind.OTHER;
    }
}
