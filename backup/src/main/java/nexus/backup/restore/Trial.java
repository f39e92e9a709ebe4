package nexus.backup.restore;

import java.util.List;
import nexus.backup.run.Entry;
import org.bson.BsonDocument;

/// Makes a restore a trial, of which nothing stays: no journal is kept, what the target cannot take is left out
/// instead of refused, and each collection is looked at closely.
public interface Trial {
    /// Looks at the documents, before there are indexes: one with a time to live would take some away.
    ///
    /// @param documents  what they are in the run
    /// @param database   where they are now
    /// @param collection where they are now
    /// @return in what they are not equal to the run; empty if they are
    String filled(Entry documents, String database, String collection);

    /// Looks at the indexes.
    ///
    /// @return in what they are not equal to the run; empty if they are
    String indexed(List<BsonDocument> wanted, List<BsonDocument> there);

    /// Hears of what is not restored, or not compared, and why.
    void leftOut(String what);
}
