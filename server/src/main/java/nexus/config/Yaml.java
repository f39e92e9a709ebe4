package nexus.config;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.config.spi.ConfigSource;
import io.helidon.config.yaml.YamlConfigParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// Settings written as YAML: the defaults inside the program, or the operator's file.
///
/// @param root   the parsed tree
/// @param origin words for where it is
/// @param strict whether a key that Nexus does not know is a problem
record Yaml(Config root, String origin, boolean strict) implements Source {
    /// The defaults, from the class path.
    static Yaml defaults(String resource) {
        return new Yaml(
                parse(ConfigSources.classpath(resource).parser(YamlConfigParser.create())), "the defaults", false);
    }

    /// The operator's file.
    ///
    /// @throws ConfigException if it is missing, unreadable or not YAML
    static Yaml file(Path file, String origin) {
        var example = "NEXUS_CONFIG=/etc/nexus/nexus.yaml";
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ConfigException(List.of(new Problem(
                    "config", origin, "there is no readable file at " + file, "the path of a YAML file", example)));
        }
        try {
            refuseDuplicates(file);
            return new Yaml(parse(ConfigSources.file(file).parser(YamlConfigParser.create())), file.toString(), true);
        } catch (RuntimeException | IOException e) {
            throw new ConfigException(List.of(new Problem(
                    "config", origin, file + " is not YAML" + where(e), "a YAML mapping", "http: {port: 3000}")));
        }
    }

    /// Helidon's parser lets the last of two keys win, which could silently undo an `auth` block.
    private static void refuseDuplicates(Path file) throws IOException {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (var reader = Files.newBufferedReader(file)) {
            var _ = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).<Object>load(reader);
        }
    }

    private static Config parse(Supplier<? extends ConfigSource> source) {
        // No ${…} in values: a password may hold any character. No other sources: their order is ours.
        return Config.builder()
                .sources(source)
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .disableValueResolving()
                .disableKeyResolving()
                .build();
    }

    /// The parser's own message quotes the line, which may hold a secret: only its place is told.
    private static String where(Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
                return (marked instanceof DuplicateKeyException ? " with each key once" : "") + " (line "
                        + (marked.getProblemMark().getLine() + 1) + ", column "
                        + (marked.getProblemMark().getColumn() + 1) + ")";
            }
        }
        return "";
    }

    @Override
    public Optional<Value> find(String key) {
        return value(root.get(key)).filter(value -> !value.text().isBlank());
    }

    private Optional<Value> value(Config node) {
        var key = node.key().toString();
        return switch (node.type()) {
            case VALUE -> Optional.of(new Value(key, List.of(node.asString().get()), place(key)));
            case LIST -> Optional.of(new Value(key, items(node), place(key)));
            case OBJECT, MISSING -> Optional.empty();
        };
    }

    /// What is not a scalar has no text; as an empty one it fails where it is read.
    private static List<String> items(Config list) {
        return list.asNodeList().orElse(List.of()).stream()
                .map(item -> item.type() == Config.Type.VALUE ? item.asString().get() : "")
                .toList();
    }

    private String place(String key) {
        return strict ? key + " in " + origin : origin;
    }

    @Override
    public Set<String> children(String key) {
        var node = root.get(key);
        if (node.type() != Config.Type.OBJECT) return Set.of();
        return node.asNodeList().orElse(List.of()).stream().map(Config::name).collect(Collectors.toSet());
    }

    @Override
    public List<Value> owned() {
        return strict ? leaves(root).toList() : List.of();
    }

    private Stream<Value> leaves(Config node) {
        return node.type() == Config.Type.OBJECT
                ? node.asNodeList().orElse(List.of()).stream().flatMap(this::leaves)
                : value(node).stream();
    }

    /// Settings hold passwords.
    @Override
    public String toString() {
        return origin;
    }
}
