package nexus.mongo;

import com.mongodb.client.MongoCollection;
import java.util.List;
import nexus.mongo.view.Narrowing;
import org.bson.BsonDocument;

/// A collection as one caller sees it.
///
/// @param narrowing what is left of it
record Seen(Scene scene, String database, String collection, Narrowing narrowing) {
    /// @throws Refusal if there can be no such collection
    static Seen of(Scene scene, String database, String collection) {
        Names.database(database);
        Names.collection(collection, "collection");
        return new Seen(scene, database, collection, scene.narrower(database).narrowing(collection));
    }

    /// Whether what is asked of [#documents] needs no stages before it.
    boolean isPlain() {
        return narrowing.isPlain();
    }

    /// A pipeline on it, with the stages that take away what is not seen.
    List<BsonDocument> narrowed(List<BsonDocument> asked) {
        return scene.narrower(database).pipeline(narrowing, asked);
    }

    <T> MongoCollection<T> documents(Class<T> type) {
        return scene.database(database).getCollection(narrowing.source(collection), type);
    }

    /// What MongoDB says of documents that are not seen is left out of errors.
    Operations way() {
        return narrowing.isWhole() ? scene.operations() : scene.operations().discreet();
    }

    Operation operation(String name) {
        return scene.operations().named(name, database + "." + collection);
    }

    /// What to say where nothing was found, if the collection is not there.
    List<String> missing() {
        return scene.namespaces().missing(database, collection);
    }
}
