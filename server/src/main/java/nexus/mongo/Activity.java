package nexus.mongo;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// What a server is doing for everybody, the longest first, without those who ask for it.
final class Activity {
    /// What is told of an operation, in this order. Not from where it came: that is the bastion, or nobody's business.
    private static final List<Field> FIELDS = List.of(
            new Field("opid", "opid"),
            new Field("shard", "shard"),
            new Field("op", "operation"),
            new Field("ns", "namespace"),
            new Field("secs_running", "seconds"),
            new Field("waitingForLock", "waitsForLock"),
            new Field("planSummary", "plan"),
            new Field("appName", "application"),
            new Field("msg", "message"),
            new Field("numYields", "yields"),
            new Field("command", "command"));

    /// A field as the server calls it, and as it is shown.
    private record Field(String name, String shown) {}

    private Activity() {}

    /// The pipeline of the command that asks for it.
    ///
    /// @param comment of that command, which is itself at work
    static List<BsonDocument> pipeline(Running query, String comment) {
        var match = new BsonDocument("active", BsonBoolean.TRUE)
                .append("command.comment", new BsonDocument("$ne", new BsonString(comment)))
                // Drivers keep one open to hear of changes of the deployment.
                .append("command.hello", new BsonDocument("$exists", BsonBoolean.FALSE));
        if (query.seconds() > 0) {
            match.append("secs_running", new BsonDocument("$gte", new BsonInt32(query.seconds())));
        }
        return List.of(
                new BsonDocument("$currentOp", BsonDocument.parse("{\"allUsers\": true, \"idleConnections\": false}")),
                new BsonDocument("$match", match),
                new BsonDocument("$sort", new BsonDocument("secs_running", new BsonInt32(-1))),
                new BsonDocument("$limit", new BsonInt32(query.limit() + 1)));
    }

    static BsonDocument shown(BsonDocument operation) {
        var shown = new BsonDocument();
        for (var field : FIELDS) {
            var value = operation.get(field.name());
            boolean isEmpty = value == null || value.isNull() || (value instanceof BsonArray array && array.isEmpty());
            if (!isEmpty) shown.append(field.shown(), value);
        }
        return Secrecy.document(shown);
    }
}
