package nexus.backup.dump;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonString;

/// What a collection holds, as the server counts: rough.
///
/// @param mean bytes of a document
record Sizes(long documents, long bytes, long mean) {
    private static final long MARGIN = 64L << 20;

    /// As MongoDB fills one, with a document of the largest size.
    private static final int LARGEST_REPLY = 17 << 20;

    /// Where the server does not tell.
    private static final Sizes UNKNOWN = new Sizes(0, Long.MAX_VALUE, 0);

    /// Asks for them.
    static Sizes of(Asker asker, MongoNamespace name) {
        var command = new BsonDocument("collStats", new BsonString(name.getCollectionName()));
        try {
            var stats = asker.ask("collStats of " + name, name.getDatabaseName(), command);
            return new Sizes(number(stats, "count"), number(stats, "size"), number(stats, "avgObjSize"));
        } catch (MongoException e) {
            // A user who may read need not be one who may ask this.
            return UNKNOWN;
        }
    }

    private static long number(BsonDocument stats, String name) {
        return stats.get(name, new BsonInt32(0)) instanceof BsonNumber number ? number.longValue() : 0;
    }

    private boolean isKnown() {
        return bytes != UNKNOWN.bytes;
    }

    /// The most it may come to by the time it is read: a quarter more, and a margin; that alone where the server does
    /// not tell.
    long most() {
        return MARGIN + (isKnown() ? bytes + bytes / 4 : 0);
    }

    /// The most that one reply may come to.
    int mostOfReply() {
        return isKnown() ? (int) Math.min(bytes * 2 + (1 << 20), LARGEST_REPLY) : LARGEST_REPLY;
    }

    Progress.Size of(String namespace) {
        return new Progress.Size(namespace, documents, isKnown() ? bytes : 0);
    }
}
