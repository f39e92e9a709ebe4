package nexus.mongo.view;

import java.util.Optional;

/// What a caller may see of one connection: which databases and collections, and what of their documents.
public interface View {
    /// Everything as it is, at the highest level.
    View WHOLE = new View() {
        @Override
        public Optional<Level> level() {
            return Optional.of(Level.MANAGE);
        }

        @Override
        public Optional<Level> level(String database) {
            return level();
        }

        @Override
        public boolean hasDatabase(String database) {
            return true;
        }

        @Override
        public Optional<Sight> sight(String database, String collection) {
            return Optional.of(Sight.whole(Level.MANAGE));
        }
    };

    /// How far the caller may go with the whole server; nothing where any part of it is kept back.
    Optional<Level> level();

    /// How far the caller may go with a database as a whole; nothing where any part of it is kept back.
    Optional<Level> level(String database);

    /// Whether the caller may know that there is such a database: one with a collection that it may see.
    boolean hasDatabase(String database);

    /// What the caller sees of a collection; nothing where it may not know that there is one.
    Optional<Sight> sight(String database, String collection);

    /// Whether nothing of the connection is kept back.
    default boolean isWhole() {
        return level().isPresent();
    }
}
