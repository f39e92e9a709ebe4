package nexus.mongo;

import java.util.List;
import java.util.Set;
import nexus.mongo.view.View;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Commands for collections, indexes and databases as a whole.
///
/// @param view what the caller may see
record Management(View view) {
    private static final Set<String> INDEX =
            Set.of("keys", "type", "unique", "sparse", "hidden", "partialFilterExpression");
    private static final Set<String> TYPES = Set.of("text", "hashed", "2d", "2dsphere");
    private static final BsonInt32 ONE = new BsonInt32(1);

    Edit dropDatabase(Change change) {
        Gate.manage(view, change.database());
        return Edit.of(change, new Write(change.database(), new BsonDocument("dropDatabase", ONE)));
    }

    Edit create(Change change) {
        return command(change, "create");
    }

    Edit drop(Change change) {
        return command(change, "drop");
    }

    private void check(Change change) {
        Gate.manage(view, change.database(), change.collection());
    }

    private Edit command(Change change, String name) {
        check(change);
        return Edit.of(change, new Write(change.database(), new BsonDocument(name, collection(change))));
    }

    private static BsonString collection(Change change) {
        return new BsonString(change.collection());
    }

    Edit dropIndex(Change change, Terms terms) {
        check(change);
        var command = new BsonDocument("dropIndexes", collection(change))
                .append("index", new BsonString(terms.text("indexName")));
        return Edit.of(change, new Write(change.database(), command));
    }

    Edit rename(Change change, Terms terms) {
        check(change);
        var name = terms.text("newName");
        Names.collection(name, "newName");
        Gate.manage(view, change.database(), name);
        var command = new BsonDocument("renameCollection", new BsonString(change.target()))
                .append("to", new BsonString(change.database() + "." + name))
                .append("dropTarget", BsonBoolean.valueOf(terms.isTrue("dropTarget")));
        return Edit.of(change, new Write("admin", command));
    }

    /// The one index that is described.
    Edit createIndex(Change change, Terms terms) {
        check(change);
        var definitions = terms.array("definition");
        if (definitions.size() != 1 || !definitions.getFirst().isDocument()) {
            throw new Refusal("definition must hold one index, such as [{\"keys\": {\"status\": 1}}]");
        }
        var definition = new Terms(
                definitions.getFirst().asDocument(), Path.of("definition").at(0));
        var keys = keys(definition);
        var name = terms.has("name") ? terms.text("name") : name(keys);
        var index = new BsonDocument("key", keys).append("name", new BsonString(name));
        for (var option : List.of("unique", "sparse", "hidden"))
            if (definition.isTrue(option)) index.append(option, BsonBoolean.TRUE);
        var partial = definition.document("partialFilterExpression");
        QueryRules.filter(partial, definition.path("partialFilterExpression"));
        if (!partial.isEmpty()) index.append("partialFilterExpression", partial);
        var command =
                new BsonDocument("createIndexes", collection(change)).append("indexes", new BsonArray(List.of(index)));
        return Edit.of(change, new Write(change.database(), command));
    }

    private static BsonDocument keys(Terms definition) {
        if (definition.has("expireAfterSeconds")) {
            throw new Refusal(definition.path("expireAfterSeconds")
                    + ": an index that lets documents expire deletes them, and is not made here");
        }
        definition.allow(INDEX);
        if (definition.has("type") && !definition.text("type").equals("classic")) {
            throw new Refusal(definition.path("type") + ": only classic indexes are made here");
        }
        var keys = definition.needed("keys");
        if (keys.isEmpty()) throw new Refusal(definition.path("keys") + " is empty: name at least one field");
        keys.forEach((field, value) -> {
            if (!isDirection(value)) {
                throw new Refusal(definition.path("keys").at(field) + " must be 1, -1, or one of "
                        + String.join(", ", TYPES.stream().sorted().toList()));
            }
        });
        return keys;
    }

    private static boolean isDirection(BsonValue value) {
        if (value.isString()) return TYPES.contains(value.asString().getValue());
        return value.isNumber() && Math.abs(value.asNumber().doubleValue()) == 1;
    }

    /// As the tools of MongoDB name it: `status_1_at_-1`.
    private static String name(BsonDocument keys) {
        var parts = keys.entrySet().stream()
                .map(key -> key.getKey() + "_"
                        + (key.getValue().isString()
                                ? key.getValue().asString().getValue()
                                : key.getValue().asNumber().intValue()))
                .toList();
        return String.join("_", parts);
    }
}
