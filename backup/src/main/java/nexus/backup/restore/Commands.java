package nexus.backup.restore;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import nexus.mongo.BulkClient;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/// Sends commands to the target. Trouble is told with the namespace it is about.
///
/// @param isMine checks that the lease is still held; throws if not
record Commands(MongoClient client, Runnable isMine) {
    private static final int NAMESPACE_NOT_FOUND = 26;
    private static final BsonDocument MAJORITY = new BsonDocument("w", new BsonString("majority"));

    /// Runs a command that reads.
    BsonDocument read(String database, BsonDocument command, String about) {
        try {
            return client.getDatabase(database).runCommand(command, RawBsonDocument.class);
        } catch (MongoException e) {
            throw failed(command, about, e);
        }
    }

    /// Runs a command that writes, and waits for a majority.
    BsonDocument write(String database, BsonDocument command, String about) {
        isMine.run();
        return read(database, command.append("writeConcern", MAJORITY), about);
    }

    /// Drops a collection, if it is there.
    void drop(Namespace namespace) {
        var command = new BsonDocument("drop", new BsonString(namespace.collection())).append("writeConcern", MAJORITY);
        isMine.run();
        try {
            client.getDatabase(namespace.database()).runCommand(command);
        } catch (MongoCommandException e) {
            if (!isOfAbsence(e)) throw failed(command, namespace.toString(), e);
        } catch (MongoException e) {
            throw failed(command, namespace.toString(), e);
        }
    }

    /// Not every server gives a code for it.
    private static boolean isOfAbsence(MongoCommandException e) {
        return e.getErrorCode() == NAMESPACE_NOT_FOUND || "ns not found".equals(e.getErrorMessage());
    }

    /// Gives a collection another name in its database.
    void rename(Namespace from, Namespace to) {
        write(
                "admin",
                new BsonDocument("renameCollection", new BsonString(from.toString()))
                        .append("to", new BsonString(to.toString())),
                from.toString());
    }

    /// What `listCollections` tells of a collection; an empty document if it is not there.
    BsonDocument info(Namespace namespace) {
        var command = new BsonDocument("listCollections", new BsonInt32(1))
                .append("filter", new BsonDocument("name", new BsonString(namespace.collection())));
        var batch = read(namespace.database(), command, namespace.toString())
                .getDocument("cursor")
                .getArray("firstBatch");
        // Not every server looks at the filter.
        return batch.stream()
                .map(BsonValue::asDocument)
                .filter(info -> info.getString("name").getValue().equals(namespace.collection()))
                .findFirst()
                .orElse(new BsonDocument());
    }

    boolean exists(Namespace namespace) {
        return !info(namespace).isEmpty();
    }

    /// Documents of a collection, counted and not estimated.
    long count(Namespace namespace) {
        var command = BsonDocument.parse("{pipeline: [{$group: {_id: null, n: {$sum: 1}}}], cursor: {}}");
        var ordered = new BsonDocument("aggregate", new BsonString(namespace.collection()));
        ordered.putAll(command);
        var batch = read(namespace.database(), ordered, namespace.toString())
                .getDocument("cursor")
                .getArray("firstBatch");
        return batch.isEmpty()
                ? 0
                : batch.getFirst().asDocument().getNumber("n").longValue();
    }

    RestoreException failed(BsonDocument command, String about, MongoException e) {
        return RestoreException.amid(command.getFirstKey() + " on " + about + " failed: " + BulkClient.why(client, e));
    }
}
