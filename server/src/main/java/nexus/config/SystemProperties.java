package nexus.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `-Dnexus.KEY=VALUE`, as JVM flags or as arguments of the program.
///
/// @param properties all properties; those without the prefix are left alone
record SystemProperties(Map<String, String> properties) implements Source {
    private static final String PREFIX = "nexus.";

    @Override
    public Optional<Value> find(String key) {
        return Optional.ofNullable(properties.get(PREFIX + key))
                .filter(text -> !text.isBlank())
                .map(text -> value(key, text));
    }

    private static Value value(String key, String text) {
        return new Value(key, List.of(text), "-D" + PREFIX + key);
    }

    @Override
    public Set<String> children(String key) {
        var prefix = PREFIX + key + ".";
        return properties.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> Text.firstSegment(name.substring(prefix.length())))
                .collect(Collectors.toSet());
    }

    @Override
    public List<Value> owned() {
        return properties.entrySet().stream()
                .filter(property -> property.getKey().startsWith(PREFIX))
                .map(property -> value(property.getKey().substring(PREFIX.length()), property.getValue()))
                .toList();
    }

    /// Settings hold passwords.
    @Override
    public String toString() {
        return "system properties";
    }
}
