package nexus.backup.dump;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nexus.backup.dump.Catalog.Listing;
import nexus.backup.run.Consistency;
import nexus.backup.run.Entry;
import org.bson.BsonDocument;

/// A level of consistency in one pass over the source.
sealed interface Level permits SnapshotLevel, OplogLevel, FuzzyLevel {
    /// Lists what there is, at the moment that is right for this level.
    ///
    /// @throws LevelLost if the level cannot be had
    Listing begin() throws IOException;

    /// The read concern for the documents of a collection; without it that of the server.
    Optional<BsonDocument> concern(Found found);

    /// Does what is left once all documents are read.
    ///
    /// @param before what was listed at the beginning
    /// @return further objects
    /// @throws LevelLost if the documents turn out not to be of this level
    List<Entry> end(Listing before) throws IOException;

    /// What the documents have in common, after the end.
    Consistency consistency();
}
