package nexus.tools;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.mcp.catalog.Caller;
import nexus.mcp.json.JsonText;

/// The connections that a caller may know of.
///
/// @param byName perhaps none
record Reachable(Caller caller, Map<String, Sources.Source> byName) {
    private static final String DEFAULT = "default";

    Reachable {
        byName = Map.copyOf(byName);
    }

    /// Their names, sorted.
    List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }

    /// The connection that a name stands for, where nothing stands for the default one.
    Optional<String> name(String given) {
        if (!given.isEmpty()) return Optional.of(given).filter(byName::containsKey);
        if (byName.size() == 1) return byName.keySet().stream().findFirst();
        return Optional.of(DEFAULT).filter(byName::containsKey);
    }

    /// The connection of a name, as [#name] understands it.
    Optional<Sources.Source> find(String given) {
        return name(given).map(byName::get);
    }

    /// What to tell whoever named a connection that there is not.
    String unknown(String given) {
        var others = byName.isEmpty() ? "none is granted to this caller" : "there are " + String.join(", ", names());
        return "there is no connection \"" + JsonText.shorten(given) + "\"; " + others;
    }
}
