package nexus.backup.dump;

import com.mongodb.MongoException;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/// In which order the documents of a namespace are read, and how to go on in the middle.
interface Track {
    /// Finds at most some documents at once, for a look ahead.
    interface Probe extends Function<BsonDocument, java.util.List<RawBsonDocument>> {}

    /// What makes a `find` read from the start.
    BsonDocument start();

    /// Remembers that all documents up to this one were written.
    void passed(byte[] bytes, int offset, int length);

    /// What makes a `find` go on after the last document that was remembered; nothing where that would not be exact,
    /// and only a new start is.
    ///
    /// @throws MongoException if a probe fails
    Optional<BsonDocument> resume(Probe probe);

    /// Whether a document, which is the first that a resumed `find` gives, was written already.
    boolean isWritten(byte[] bytes, int offset, int length);

    /// Whether the end that was reached is the right one.
    default boolean isComplete() {
        return true;
    }
}
