package nexus.mcp.catalog;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Tells those who listen that a list has changed.
public final class Changes {
    /// The lists that can change.
    public enum Change {
        TOOLS("notifications/tools/list_changed", "toolsListChanged"),
        PROMPTS("notifications/prompts/list_changed", "promptsListChanged"),
        RESOURCES("notifications/resources/list_changed", "resourcesListChanged");

        private final String method;
        private final String filter;

        Change(String method, String filter) {
            this.method = method;
            this.filter = filter;
        }

        /// The notification that tells of it.
        public String method() {
            return method;
        }

        /// Its name in `subscriptions/listen`, MCP 2026-07-28 "basic/utilities/subscriptions".
        public String filter() {
            return filter;
        }
    }

    private final Set<Change> announced;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    /// @param announced the lists that may change while the server runs
    public Changes(Set<Change> announced) {
        this.announced = Set.copyOf(announced);
    }

    /// Lists that never change.
    public static Changes none() {
        return new Changes(Set.of());
    }

    /// Whether clients are told that this list can change.
    public boolean announces(Change change) {
        return announced.contains(change);
    }

    /// Tells everyone who listens.
    public void tell(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    /// Begins to listen.
    ///
    /// @param listener must not wait
    /// @return ends it
    public Resource.Watch listen(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
