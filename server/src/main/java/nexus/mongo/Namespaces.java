package nexus.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nexus.config.Nearest;
import nexus.mongo.view.View;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Which databases and collections there are, without those of the server itself and those that are not seen.
///
/// @param client the driver's client
/// @param time   deadline of the look-up that follows an empty answer
/// @param view   what is seen
record Namespaces(MongoClient client, Duration time, View view) {
    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final int NAMED = 10;
    private static final BsonInt32 ZERO = new BsonInt32(0);

    Namespaces {
        time = time.compareTo(AT_MOST) > 0 ? AT_MOST : time;
    }

    /// @param comment empty for none
    List<Answer.Database> databases(String comment) {
        var found = new ArrayList<Answer.Database>();
        for (var database : client.listDatabases(BsonDocument.class).comment(comment.isEmpty() ? null : comment)) {
            var name = database.getString("name").getValue();
            if (Names.OWN.contains(name) || !view.hasDatabase(name)) continue;
            // The size of what is kept back shows in that of the whole.
            var bytes = view.level(name).isPresent() ? database.get("sizeOnDisk", ZERO) : ZERO;
            var empty = database.getBoolean("empty", BsonBoolean.FALSE).getValue();
            found.add(new Answer.Database(
                    name, bytes.isNumber() ? bytes.asNumber().longValue() : 0, empty));
        }
        found.sort(Comparator.comparing(Answer.Database::name));
        return found;
    }

    /// Names and types only: that needs no right beyond reading, and holds no lock on the collections.
    ///
    /// @param comment empty for none
    List<Answer.Collection> collections(String database, String comment) {
        return seen(database, listCollections(client.getDatabase(database), comment));
    }

    /// The driver tries reads again when a connection is lost, but not commands that we write ourselves.
    private static BsonDocument listCollections(MongoDatabase database, String comment) {
        try {
            return database.runCommand(listCollections(comment), BsonDocument.class);
        } catch (MongoSocketException | MongoConnectionPoolClearedException e) {
            return database.runCommand(listCollections(comment), BsonDocument.class);
        }
    }

    /// The first batch holds all names: without a batch size the server fills it up to 16 MB.
    private static BsonDocument listCollections(String comment) {
        var command = new BsonDocument("listCollections", new BsonInt32(1))
                .append("nameOnly", BsonBoolean.TRUE)
                .append("authorizedCollections", BsonBoolean.TRUE);
        return comment.isEmpty() ? command : command.append("comment", new BsonString(comment));
    }

    private List<Answer.Collection> seen(String database, BsonDocument reply) {
        return collections(reply).stream()
                .filter(found -> view.sight(database, found.name()).isPresent())
                .toList();
    }

    private static List<Answer.Collection> collections(BsonDocument reply) {
        var found = new ArrayList<Answer.Collection>();
        for (var entry : reply.getDocument("cursor").getArray("firstBatch", new BsonArray())) {
            var name = entry.asDocument().getString("name").getValue();
            var type = entry.asDocument().getString("type", new BsonString("collection"));
            if (!name.startsWith("system.")) found.add(new Answer.Collection(name, type.getValue()));
        }
        found.sort(Comparator.comparing(Answer.Collection::name));
        return found;
    }

    /// Whether it is a collection that compares texts byte by byte, and holds every `_id` once. A view may repeat them.
    boolean isPlain(String database, String collection) {
        var command = new BsonDocument("listCollections", new BsonInt32(1))
                .append("filter", new BsonDocument("name", new BsonString(collection)));
        try {
            var there = client.getDatabase(database).withTimeout(time.toMillis(), MILLISECONDS);
            var found = there.runCommand(command, BsonDocument.class)
                    .getDocument("cursor")
                    .getArray("firstBatch", new BsonArray());
            // Not every server that speaks MongoDB's protocol minds the filter.
            return found.stream()
                    .map(BsonValue::asDocument)
                    .filter(entry -> entry.getString("name").getValue().equals(collection))
                    .anyMatch(Namespaces::isPlain);
        } catch (MongoException e) {
            // Some may read a collection without the right to look at its options.
            return false;
        }
    }

    private static boolean isPlain(BsonDocument entry) {
        return entry.getString("type", new BsonString("collection")).getValue().equals("collection")
                && !entry.getDocument("options", new BsonDocument()).containsKey("collation");
    }

    /// Says that there is no such collection, if that is why nothing was found.
    List<String> missing(String database, String collection) {
        try {
            var reply = listCollections(client.getDatabase(database).withTimeout(time.toMillis(), MILLISECONDS), "");
            var names =
                    seen(database, reply).stream().map(Answer.Collection::name).toList();
            return names.contains(collection) ? List.of() : List.of(missing(database, collection, names));
        } catch (MongoException e) {
            // The answer itself is whole; only the advice is missing.
            return List.of();
        }
    }

    private static String missing(String database, String collection, List<String> names) {
        var there = "There is no collection " + collection + " in " + database;
        if (names.isEmpty()) return there + ", which has no collections at all: is the name of the database right?";
        var near = String.join(", ", Nearest.sorted(collection, names, NAMED));
        var rest = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return there + "; its collections are " + near + rest + ".";
    }
}
