package nexus.mongo;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoSocketException;
import com.mongodb.client.MongoClient;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/// Sends commands that read, and for which the driver has no method. The driver tries its own reads again when a
/// connection is lost, but not commands that we write ourselves.
///
/// @param client the driver's client, whose deadline becomes the `maxTimeMS` of each
record Commands(MongoClient client) {
    RawBsonDocument run(String database, BsonDocument command, Operation operation) {
        if (!operation.comment().isEmpty()) command.append("comment", new BsonString(operation.comment()));
        try {
            return run(database, command);
        } catch (MongoSocketException | MongoConnectionPoolClearedException e) {
            return run(database, command);
        }
    }

    private RawBsonDocument run(String database, BsonDocument command) {
        return client.getDatabase(database).runCommand(command, client.getReadPreference(), RawBsonDocument.class);
    }
}
