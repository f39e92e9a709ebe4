package nexus.backup.restore;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The collections of a target that will be dropped, as somebody has found them.
public final class Doomed {
    /// What the server calls each, by its name.
    private final Map<String, String> ids = new TreeMap<>();

    Doomed() {}

    void add(String namespace, String id) {
        ids.put(namespace, id);
    }

    /// Whether one is of them: another of the same name is not.
    boolean has(Namespace namespace, String id) {
        return id.equals(ids.get(namespace.toString()));
    }

    /// Their names.
    public List<String> names() {
        return List.copyOf(ids.keySet());
    }
}
