package nexus.config;

import java.util.List;
import java.util.Map;

/// What kind of place this is: a developer's machine, or one that users rely on.
public enum Profile {
    /// The default: plain log lines, an embedded database when no other is named.
    DEVELOPMENT,
    /// JSON log lines; nothing is made up, so a database must be named.
    PRODUCTION;

    static Profile choose(Sources sources, Map<String, String> variables) {
        var value = sources.find("profile");
        if (value.isEmpty()) {
            return variables.getOrDefault("NODE_ENV", "").equals("production") ? PRODUCTION : DEVELOPMENT;
        }
        return switch (value.get().text()) {
            case "production" -> PRODUCTION;
            case "development" -> DEVELOPMENT;
            default ->
                throw new ConfigException(List.of(new Problem(
                        "profile",
                        value.get().origin(),
                        "\"" + value.get().text() + "\" is not a profile",
                        "development or production",
                        "NEXUS_PROFILE=production")));
        };
    }
}
