package nexus.backup.dump;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nexus.backup.dump.Catalog.Listing;
import nexus.backup.run.Consistency;
import nexus.backup.run.Entry;
import org.bson.BsonDocument;

/// Documents are read as they are found.
record FuzzyLevel(Catalog catalog, Notes notes) implements Level {
    @Override
    public Listing begin() throws IOException {
        return catalog.read();
    }

    @Override
    public Optional<BsonDocument> concern(Found found) {
        return Optional.empty();
    }

    @Override
    public List<Entry> end(Listing before) throws IOException {
        for (var change : Changes.between(before, catalog.again()))
            notes.add(change.namespace(), change.why() + " while the dump ran, which is fuzzy");
        return List.of();
    }

    @Override
    public Consistency consistency() {
        return Consistency.FUZZY;
    }
}
