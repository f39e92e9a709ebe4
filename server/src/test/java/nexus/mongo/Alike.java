package nexus.mongo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.mongo.view.Level;
import nexus.mongo.view.Sight;
import nexus.mongo.view.View;

/// Keeps back what is not there, by as many stages as [Shown] has: some servers answer otherwise with a stage that
/// changes nothing before the others.
record Alike(String database) implements View {
    private static final Map<String, Sight> SIGHTS = Map.of(
            "orders", new Sight(List.of("gone"), List.of("off"), "{\"_id\":{\"$exists\":true}}", Level.READ),
            "notes", new Sight(List.of("gone"), List.of(), "", Level.READ),
            "people", Sight.whole(Level.READ));

    @Override
    public Optional<Level> level() {
        return Optional.empty();
    }

    @Override
    public Optional<Level> level(String database) {
        return Optional.empty();
    }

    @Override
    public boolean hasDatabase(String name) {
        return name.equals(database);
    }

    @Override
    public Optional<Sight> sight(String name, String collection) {
        return hasDatabase(name) ? Optional.ofNullable(SIGHTS.get(collection)) : Optional.empty();
    }
}
