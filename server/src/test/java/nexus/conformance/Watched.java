package nexus.conformance;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import nexus.mcp.catalog.Resource;

/// A resource that changes when a tool says so.
final class Watched {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Optional<Resource.Watch> watch(Runnable changed) {
        listeners.add(changed);
        return Optional.of(() -> listeners.remove(changed));
    }

    void change() {
        listeners.forEach(Runnable::run);
    }

    int watchers() {
        return listeners.size();
    }
}
