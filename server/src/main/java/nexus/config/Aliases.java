package nexus.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Short names of environment variables, by the key they set. Each room has its own.
public final class Aliases {
    private Aliases() {}

    /// Those of several rooms together.
    ///
    /// @throws IllegalStateException if two give the same name
    public static Map<String, String> all(List<Map<String, String>> some) {
        return some.stream()
                .flatMap(each -> each.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
