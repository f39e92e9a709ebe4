package nexus.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Environment variables: the short names given (`MCP_PORT`), and `NEXUS_` plus the key in capitals for every setting.
/// Unknown `NEXUS_…` variables are not a problem: Kubernetes adds some of its own for each Service.
///
/// @param variables the environment
/// @param aliases   short variable name → key
record Environment(Map<String, String> variables, Map<String, String> aliases) implements Source {
    static String variable(String key) {
        return "NEXUS_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    @Override
    public Optional<Value> find(String key) {
        return names(key)
                .filter(this::isSet)
                .findFirst()
                .map(name -> new Value(key, List.of(variables.getOrDefault(name, "")), name + " in the environment"));
    }

    private boolean isSet(String name) {
        return !variables.getOrDefault(name, "").isBlank();
    }

    private Stream<String> names(String key) {
        var shortNames = aliases.entrySet().stream()
                .filter(alias -> alias.getValue().equals(key))
                .map(Map.Entry::getKey)
                .sorted();
        return Stream.concat(shortNames, Stream.of(variable(key)));
    }

    @Override
    public Set<String> children(String key) {
        var prefix = key + ".";
        return aliases.entrySet().stream()
                .filter(alias -> alias.getValue().startsWith(prefix))
                .filter(alias -> isSet(alias.getKey()) || isSet(variable(alias.getValue())))
                .map(alias -> Text.firstSegment(alias.getValue().substring(prefix.length())))
                .collect(Collectors.toSet());
    }

    @Override
    public List<Value> owned() {
        return List.of();
    }

    /// Settings hold passwords.
    @Override
    public String toString() {
        return "the environment";
    }
}
