package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The names in `operators.txt`: what a read may use, and what must not be used and why.
///
/// @param stages      aggregation stages
/// @param query       operators at the top of a filter
/// @param field       operators below a field of a filter
/// @param expressions expression operators, accumulators and window operators
/// @param refused     name → what it would do
record Operators(
        Set<String> stages,
        Set<String> query,
        Set<String> field,
        Set<String> expressions,
        Map<String, String> refused) {
    static final Operators KNOWN = load();

    private static Operators load() {
        var groups = new HashMap<String, Set<String>>();
        var refused = new HashMap<String, String>();
        var group = "";
        for (var line : text().lines()
                .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                .toList()) {
            int equals = line.indexOf('=');
            if (line.charAt(0) == '[') {
                group = line.substring(1, line.length() - 1);
            } else if (equals > 0) {
                refused.put(line.substring(0, equals), line.substring(equals + 1));
            } else {
                groups.computeIfAbsent(group, _ -> new HashSet<>()).addAll(Set.of(line.split(" ")));
            }
        }
        var expressions = new HashSet<>(groups.getOrDefault("expression", Set.of()));
        expressions.addAll(groups.getOrDefault("accumulator", Set.of()));
        return new Operators(
                Set.copyOf(groups.getOrDefault("stage", Set.of())),
                Set.copyOf(groups.getOrDefault("query", Set.of())),
                Set.copyOf(groups.getOrDefault("field", Set.of())),
                Set.copyOf(expressions),
                Map.copyOf(refused));
    }

    private static String text() {
        try (var in = Operators.class.getResourceAsStream("operators.txt")) {
            if (in == null) throw new IllegalStateException("operators.txt is missing beside " + Operators.class);
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
