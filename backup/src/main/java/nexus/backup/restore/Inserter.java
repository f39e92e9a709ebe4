package nexus.backup.restore;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.RawBsonDocument;

/// Collects documents and inserts them by the batch. Documents that a validator would refuse today are restored
/// too: they were there.
final class Inserter {
    private static final int MOST_DOCUMENTS = 1_000;
    private static final int MOST_BYTES = 4 << 20;
    private static final int DUPLICATE_KEY = 11_000;

    private final Commands commands;
    private final Namespace target;
    private final MongoCollection<RawBsonDocument> collection;
    private final boolean isMerge;
    private final List<RawBsonDocument> batch = new ArrayList<>();
    private int bytes;
    private long inserted;
    private long duplicates;

    /// @param isMerge whether documents that are there already stay as they are
    Inserter(Commands commands, Namespace target, boolean isMerge) {
        this.commands = commands;
        this.target = target;
        this.isMerge = isMerge;
        this.collection = commands.client()
                .getDatabase(target.database())
                .getCollection(target.collection(), RawBsonDocument.class)
                .withWriteConcern(WriteConcern.MAJORITY);
    }

    /// Adds a document; its bytes are copied.
    void add(byte[] buffer, int length) {
        if (!batch.isEmpty() && (batch.size() == MOST_DOCUMENTS || bytes + length > MOST_BYTES)) flush();
        batch.add(new RawBsonDocument(Arrays.copyOf(buffer, length)));
        bytes += length;
    }

    /// Inserts what is left.
    void flush() {
        if (batch.isEmpty()) return;
        commands.isMine().run();
        try {
            collection.insertMany(
                    batch, new InsertManyOptions().ordered(!isMerge).bypassDocumentValidation(true));
            inserted += batch.size();
        } catch (MongoBulkWriteException e) {
            if (!isMerge || !isOfKnownDocumentsAlone(e)) throw failed(e);
            duplicates += e.getWriteErrors().size();
            inserted += batch.size() - e.getWriteErrors().size();
        } catch (MongoException e) {
            throw failed(e);
        }
        batch.clear();
        bytes = 0;
    }

    private static boolean isOfKnownDocumentsAlone(MongoBulkWriteException e) {
        return e.getWriteConcernError() == null
                && e.getWriteErrors().stream()
                        .allMatch(error -> error.getCode() == DUPLICATE_KEY && isOfId(error.getMessage()));
    }

    /// With another unique index the document of the run would get lost.
    private static boolean isOfId(String message) {
        return message.contains("index: _id_ ");
    }

    private RestoreException failed(MongoException e) {
        return commands.failed(new BsonDocument("insert", BsonNull.VALUE), target.toString(), e);
    }

    long inserted() {
        return inserted;
    }

    long duplicates() {
        return duplicates;
    }
}
