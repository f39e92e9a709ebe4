package nexus.backup.restore;

import java.util.List;
import java.util.Map;

/// The collections of a target that will be dropped, as somebody has found them.
///
/// @param ids what the server calls each, by its name
public record Doomed(Map<String, String> ids) {
    public Doomed {
        ids = Map.copyOf(ids);
    }

    /// Whether one is of them: another of the same name is not.
    boolean has(Namespace namespace, String id) {
        return id.equals(ids.get(namespace.toString()));
    }

    /// Their names, in order.
    public List<String> names() {
        return ids.keySet().stream().sorted().toList();
    }
}
