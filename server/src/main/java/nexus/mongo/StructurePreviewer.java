package nexus.mongo;

import java.util.ArrayList;
import java.util.List;
import nexus.mongo.view.View;
import org.bson.BsonDocument;

/// Looks at what a change of an index, a collection or a database would take away.
///
/// @param view of the caller: names that it may not know are not told
record StructurePreviewer(Primary primary, Namespaces namespaces, View view) {
    /// @throws Refusal if there is nothing that could be changed so
    Answer look(Edit edit, Operation operation) {
        var change = edit.change();
        return switch (change.deed()) {
            case DROP_INDEX -> index(change, edit.writes().getFirst());
            case RENAME_COLLECTION -> rename(change, edit.writes().getFirst());
            case DROP_COLLECTION -> collection(edit, operation);
            case DROP_DATABASE -> database(change);
            default -> throw new IllegalArgumentException(change.deed() + " is about documents");
        };
    }

    private Answer index(Change change, Write write) {
        var name = write.command().getString("index").getValue();
        var names = new ArrayList<String>();
        var found = new ArrayList<String>();
        for (var index : primary.client()
                .getDatabase(change.database())
                .getCollection(change.collection())
                .listIndexes(BsonDocument.class)) {
            names.add(index.getString("name").getValue());
            if (names.getLast().equals(name)) found.add(index.getDocument("key").toJson());
        }
        if (found.isEmpty()) {
            throw new Refusal("there is no index " + shortened(name) + " on " + change.target() + "; there are "
                    + String.join(", ", names));
        }
        if (name.equals("_id_")) throw new Refusal("the index on _id cannot be dropped");
        return new Answer.Count(
                0,
                List.of("This would drop the index " + name + " " + found.getFirst() + " of " + change.target()
                        + ": queries that used it become slow."));
    }

    private Answer rename(Change change, Write write) {
        exists(change);
        var to = write.command().getString("to").getValue();
        var target = to.substring(change.database().length() + 1);
        var isDropped = write.command().getBoolean("dropTarget").getValue();
        long lost = isDropped ? primary.estimate(change.database(), target) : 0;
        var loss = isDropped ? ", in place of the collection of that name and its " + Primary.counted(lost) : "";
        return new Answer.Count(lost, List.of("This would rename " + change.target() + " to " + to + loss + "."));
    }

    private Answer collection(Edit edit, Operation operation) {
        var change = edit.change();
        exists(change);
        long lost = primary.estimate(change.database(), change.collection());
        return new Answer.Count(
                lost,
                List.of("This would drop the collection " + change.target() + " with its " + Primary.counted(lost)
                        + " and its indexes." + primary.sample(edit, new BsonDocument(), operation)));
    }

    private void exists(Change change) {
        var missing = namespaces.missing(change.database(), change.collection());
        if (missing.isEmpty()) return;
        throw new Refusal(view.isWhole() ? missing.getFirst() : "there is no collection " + change.target());
    }

    private Answer database(Change change) {
        var collections = namespaces.collections(change.database(), "");
        if (collections.isEmpty()) throw new Refusal("there is no database " + change.database() + " with collections");
        long lost = 0;
        for (var collection : collections)
            if (!collection.type().equals("view")) lost += primary.estimate(change.database(), collection.name());
        var names = collections.stream().limit(10).map(Answer.Collection::name).toList();
        var more = collections.size() > 10 ? " and " + (collections.size() - 10) + " more" : "";
        return new Answer.Count(
                lost,
                List.of("This would drop the database " + change.database() + " with all it holds: "
                        + String.join(", ", names) + more + ", " + Primary.counted(lost) + "."));
    }

    private static String shortened(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
