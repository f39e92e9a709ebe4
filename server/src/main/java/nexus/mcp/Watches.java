package nexus.mcp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Resource.Watch;
import nexus.mcp.catalog.Resources;

/// The resources that somebody watches here. Each is watched once for a caller, however many streams want to know.
final class Watches {
    private final Resources resources;
    private final Map<Key, Shared> shared = new HashMap<>();

    private record Key(String caller, String uri) {}

    private record Shared(Watch watch, Set<Runnable> listeners) {}

    Watches(Resources resources) {
        this.resources = resources;
    }

    /// Whether the caller may be told now when a resource changes.
    boolean isFor(String uri, Caller caller) {
        return resources
                .find(uri)
                .filter(found -> found.resource().watcher().isFor(found.variables(), caller))
                .isPresent();
    }

    /// Begins to watch a resource. What its caller may not be told any more it is not told.
    ///
    /// @param changed must not wait
    /// @return ends it; nothing where it cannot be watched
    synchronized Optional<Watch> watch(String uri, Caller caller, Runnable changed) {
        if (!isFor(uri, caller)) return Optional.empty();
        var key = new Key(caller.name(), uri);
        Runnable told = () -> {
            if (isFor(uri, caller)) changed.run();
        };
        var there = shared.get(key);
        if (there != null) {
            there.listeners().add(told);
            return Optional.of(() -> leave(key, told));
        }
        var listeners = new CopyOnWriteArraySet<>(Set.of(told));
        var watch = resources
                .find(uri)
                .flatMap(found -> found.resource()
                        .watcher()
                        .watch(found.variables(), caller, () -> listeners.forEach(Runnable::run)));
        watch.ifPresent(begun -> shared.put(key, new Shared(begun, listeners)));
        return watch.map(_ -> () -> leave(key, told));
    }

    private synchronized void leave(Key key, Runnable changed) {
        var there = shared.get(key);
        if (there == null
                || !there.listeners().remove(changed)
                || !there.listeners().isEmpty()) return;
        shared.remove(key);
        there.watch().close();
    }
}
