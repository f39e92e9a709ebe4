package nexus.mongo;

import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// What to look at before a write of unknown outcome is tried again.
final class Advice {
    private static final int NAMED = 10;

    private Advice() {}

    static String of(Write write) {
        return switch (write.name()) {
            case "insert" -> insert(write);
            case "update" ->
                "read the documents that its filter names and compare them with what it sets, before you try again:"
                        + " operators such as $inc and $push would count twice";
            case "delete" ->
                "count what its filter matches: if nothing is left it was applied; the same filter may be deleted again"
                        + " unless others have inserted matching documents since";
            case "findAndModify" ->
                "read the document that its query names, as it is now, before you try again: it may have been changed"
                        + " already, and its former state was not seen";
            case "createIndexes", "dropIndexes" -> "look at the indexes of the collection before you try again";
            case "create", "drop", "dropDatabase", "renameCollection" ->
                "list the collections of the database, to see whether it was done, before you try again";
            default -> "look at what it was to change before you try again";
        };
    }

    private static String insert(Write write) {
        var ids = write.ids();
        if (ids.isEmpty()) return "look whether its documents are there before you try again";
        var shown = ids.stream().limit(NAMED).map(Advice::json).collect(Collectors.joining(", "));
        var more = ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "";
        return "look whether its _ids are there (find by _id: " + shown + more
                + "), and try again with the same _ids those that are not";
    }

    private static String json(BsonValue id) {
        var document = new BsonDocument("_id", id).toJson();
        return document.substring("{\"_id\": ".length(), document.length() - 1);
    }
}
