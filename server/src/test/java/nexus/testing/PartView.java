package nexus.testing;

import java.util.Optional;
import nexus.mongo.view.Level;
import nexus.mongo.view.View;

/// A caller from whom some part of every database is kept back.
@FunctionalInterface
public interface PartView extends View {
    @Override
    default Optional<Level> level() {
        return Optional.empty();
    }

    @Override
    default Optional<Level> level(String database) {
        return Optional.empty();
    }

    @Override
    default boolean hasDatabase(String database) {
        return true;
    }
}
