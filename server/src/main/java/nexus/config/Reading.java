package nexus.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One pass over the settings: remembers what was asked for and what was wrong.
final class Reading {
    private static final Set<String> READ_BEFORE = Set.of("config", "profile");

    private final Sources sources;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Key> asked = new LinkedHashMap<>();
    private final Set<String> left = new HashSet<>();

    Reading(Sources sources) {
        this.sources = sources;
    }

    Sources sources() {
        return sources;
    }

    void ask(String key, String preset, String allowed) {
        asked.putIfAbsent(key, new Key(key, Environment.variable(key), preset, allowed));
    }

    void leave(String prefix) {
        left.add(prefix);
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    List<Key> keys() {
        return List.copyOf(asked.values());
    }

    void finish() {
        sources.owned()
                .filter(value -> !asked.containsKey(value.key()) && !READ_BEFORE.contains(value.key()))
                .filter(value -> left.stream().noneMatch(value.key()::startsWith))
                .map(this::unknown)
                .forEach(problems::add);
        if (!problems.isEmpty()) throw new ConfigException(problems);
    }

    private Problem unknown(Source.Value value) {
        var near = Nearest.slip(value.key(), asked.keySet());
        return new Problem(
                value.key(),
                value.origin(),
                "there is no such setting"
                        + near.map(known -> "; did you mean " + known + "?").orElse(""),
                "the settings of docs/configuration.md",
                near.orElse("http.port") + ": …");
    }
}
