package nexus.config;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.config.spi.ConfigSource;
import io.helidon.config.yaml.YamlConfigParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
            return new Yaml(parse(ConfigSources.file(file).parser(YamlConfigParser.create())), file.toString(), true);
        } catch (RuntimeException e) {
            throw new ConfigException(List.of(new Problem(
                    "config", origin, file + " is not YAML" + where(e), "a YAML mapping", "http: {port: 3000}")));
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
                return " (line " + (marked.getProblemMark().getLine() + 1) + ", column "
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
            case LIST -> Optional.of(new Value(key, node.asList(String.class).get(), place(key)));
            case OBJECT, MISSING -> Optional.empty();
        };
    }

    private String place(String key) {
        return strict ? key + " in " + origin : origin;
    }

    @Override
    public Set<String> children(String key) {
        return root.get(key).asNodeList().orElse(List.of()).stream()
                .map(Config::name)
                .collect(Collectors.toSet());
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
}
