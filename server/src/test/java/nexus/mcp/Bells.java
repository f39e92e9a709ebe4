package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Changes.Change;
import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resource.Label;
import nexus.mcp.catalog.Resource.Watch;
import nexus.mcp.catalog.Resources;
import nexus.mcp.catalog.UriTemplate;

/// Resources that can be watched, and those that watch them. Of the lists only that of the tools can change.
final class Bells {
    static final String UPDATED = "notifications/resources/updated";

    final Changes changes = new Changes(Set.of(Change.TOOLS));

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private volatile String group = "";

    private record Listener(String bell, Runnable changed) {}

    Catalog catalog() {
        var label = new Label("bell", "Bell", "Rings.", "text/plain");
        var bell = new Resource(
                new UriTemplate("bell://{name}"), label, (variables, _) -> read(variables), Map.of(), new Ringing());
        var stone = Resource.of("stone://one", label, (variables, _) -> read(variables));
        return new Catalog(
                List.of(), new Resources(List.of(bell, stone), _ -> List.of(), () -> true), List.of(), changes, false);
    }

    private static Resource.Result read(Map<String, String> variables) {
        return Resource.Result.text(variables.toString().getBytes(UTF_8));
    }

    /// Watches bells for those that they are for.
    private final class Ringing implements Resource.Watcher {
        @Override
        public Optional<Watch> watch(Map<String, String> variables, Caller caller, Runnable changed) {
            var listener = new Listener(variables.getOrDefault("name", ""), changed);
            listeners.add(listener);
            return Optional.of(() -> listeners.remove(listener));
        }

        @Override
        public boolean isFor(Map<String, String> variables, Caller caller) {
            return group.isEmpty() || caller.groups().contains(group);
        }
    }

    /// Lets the bells be for one group only.
    void keepFor(String only) {
        group = only;
    }

    /// How many watch a bell.
    long watchers(String bell) {
        return listeners.stream()
                .filter(listener -> listener.bell().equals(bell))
                .count();
    }

    /// Tells those that watch a bell.
    void ring(String bell) {
        listeners.stream()
                .filter(listener -> listener.bell().equals(bell))
                .forEach(listener -> listener.changed().run());
    }
}
