package nexus.backup.drill;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nexus.mongo.BulkClient;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// The database that drills restore into, and empty again. Before a drill makes its collections it notes their names
/// in a collection of its own, and that goes last: so what a drill has left that was killed is known, and
/// anything else in there stops a drill before it writes.
///
/// @param isMine checks that the lease is still held; throws if not
public record Scratch(MongoClient client, Runnable isMine) {
    private static final String DATABASE = "nexus_backup_drill";
    private static final String COLLECTION = "made_by_drills";
    private static final String NOTE = DATABASE + "." + COLLECTION;
    private static final Set<String> OF_THE_SERVER = Set.of("admin", "config", "local");
    private static final int MOST_TOLD = 10;

    /// Empties it of what an earlier drill has left, and notes what will be made.
    ///
    /// @throws DrillException if it holds anything else, or does not answer
    public void prepare(List<String> namespaces) {
        guarded("made ready", () -> {
            requireOurs();
            clear();
            if (namespaces.contains(NOTE)) throw new DrillException("the run holds " + NOTE + ", which drills need");
            if (!namespaces.isEmpty())
                note().insertMany(namespaces.stream()
                        .map(name -> new BsonDocument("_id", new BsonString(name)))
                        .toList());
        });
    }

    /// Drops all that drills have made.
    ///
    /// @throws DrillException if it could not
    public void empty() {
        guarded("emptied", this::clear);
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (MongoException e) {
            throw new DrillException(
                    "the scratch database of backup.drill.uri could not be " + what + ": " + BulkClient.why(client, e));
        }
    }

    private void requireOurs() {
        var others = new ArrayList<>(all());
        others.removeAll(noted());
        if (others.isEmpty()) return;
        var more = others.size() > MOST_TOLD ? " and " + (others.size() - MOST_TOLD) + " more" : "";
        throw new DrillException("nothing was written, because the scratch database of backup.drill.uri holds what no"
                + " drill has made: " + String.join(", ", others.subList(0, Math.min(others.size(), MOST_TOLD))) + more
                + ". Give drills an empty database of their own");
    }

    private List<String> all() {
        var all = new ArrayList<String>();
        // Who may not see all of them is refused.
        for (var info : client.listDatabases(BsonDocument.class).nameOnly(true).authorizedDatabasesOnly(false)) {
            var database = info.getString("name").getValue();
            if (OF_THE_SERVER.contains(database)) continue;
            for (var name : client.getDatabase(database).listCollectionNames())
                if (!name.startsWith("system.") && !NOTE.equals(database + "." + name)) all.add(database + "." + name);
        }
        return all;
    }

    private Set<String> noted() {
        var names = new HashSet<String>();
        for (var one : note().find()) names.add(one.getString("_id").getValue());
        return names;
    }

    private void clear() {
        for (var name : noted()) {
            isMine.run();
            int dot = name.indexOf('.');
            collection(name.substring(0, dot), name.substring(dot + 1)).drop();
        }
        note().drop();
    }

    private MongoCollection<BsonDocument> note() {
        return collection(DATABASE, COLLECTION);
    }

    private MongoCollection<BsonDocument> collection(String database, String name) {
        return client.getDatabase(database)
                .getCollection(name, BsonDocument.class)
                .withWriteConcern(WriteConcern.MAJORITY);
    }
}
