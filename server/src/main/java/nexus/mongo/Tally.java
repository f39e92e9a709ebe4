package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/// Adds up what the commands of one change have done, and writes it as JSON.
final class Tally {
    private static final int MOST_IDS = 100;
    private static final int LARGEST = 1 << 20;

    private final Change change;
    private final BsonDocument told = new BsonDocument();
    private final List<String> notes = new ArrayList<>();
    private long affected;

    Tally(Change change) {
        this.change = change;
    }

    /// Documents written so far.
    long affected() {
        return affected;
    }

    void add(Write write, BsonDocument reply) {
        long count = number(reply, "n");
        switch (write.name()) {
            case "insert" -> inserted(write, count);
            case "update" -> updated(reply, count);
            case "delete" -> count("deletedCount", count);
            case "findAndModify" -> found(reply);
            case "createIndexes" -> indexed(write, reply);
            case "create" -> told.append("created", BsonBoolean.TRUE);
            case "renameCollection" -> told.append("renamed", BsonBoolean.TRUE);
            default -> told.append("dropped", BsonBoolean.TRUE);
        }
    }

    private void count(String key, long count) {
        affected += count;
        told.append(key, new BsonInt64(number(told, key) + count));
    }

    private static long number(BsonDocument document, String key) {
        return document.isNumber(key) ? document.getNumber(key).longValue() : 0;
    }

    /// All of them: where one failed, its command is not added up.
    private void inserted(Write write, long count) {
        count("insertedCount", count);
        var ids = told.getArray("insertedIds", new BsonArray());
        write.ids().stream().limit(Math.max(MOST_IDS - ids.size(), 0)).forEach(ids::add);
        told.append("insertedIds", ids);
        if (number(told, "insertedCount") > MOST_IDS && notes.isEmpty())
            notes.add("insertedIds holds the first " + MOST_IDS + " only.");
    }

    private void updated(BsonDocument reply, long count) {
        var upserted = reply.getArray("upserted", new BsonArray());
        count("matchedCount", count - upserted.size());
        told.append("modifiedCount", new BsonInt64(number(told, "modifiedCount") + number(reply, "nModified")));
        if (upserted.isEmpty()) return;
        count("upsertedCount", upserted.size());
        var ids = upserted.stream()
                .map(one -> one.asDocument().get("_id", BsonNull.VALUE))
                .toList();
        if (change.deed() == Deed.BULK_WRITE) {
            var all = told.getArray("upsertedIds", new BsonArray());
            ids.stream().limit(Math.max(MOST_IDS - all.size(), 0)).forEach(all::add);
            told.append("upsertedIds", all);
        } else {
            told.append("upsertedId", ids.getFirst());
        }
    }

    private void found(BsonDocument reply) {
        affected += number(reply.getDocument("lastErrorObject", new BsonDocument()), "n");
        told.append("document", reply.get("value", BsonNull.VALUE));
        var upserted = reply.getDocument("lastErrorObject", new BsonDocument()).get("upserted");
        if (upserted != null) told.append("upsertedId", upserted);
    }

    private void indexed(Write write, BsonDocument reply) {
        var index = write.command().getArray("indexes").getFirst().asDocument();
        told.append("indexName", index.get("name", BsonNull.VALUE));
        var isNew = isNew(reply);
        told.append("created", BsonBoolean.valueOf(isNew));
        if (!isNew) notes.add("There was such an index already.");
    }

    /// Routers of a sharded cluster hand on what each shard says.
    private static boolean isNew(BsonDocument reply) {
        if (reply.get("raw") instanceof BsonDocument shards)
            return shards.values().stream().anyMatch(shard -> isNew(shard.asDocument()));
        return number(reply, "numIndexesAfter") != number(reply, "numIndexesBefore");
    }

    /// A JSON object, compact; of a document that is too large its fields are cut.
    String json() {
        var page = new Page(1, LARGEST);
        notes.forEach(note -> told.append("notes", notesWith(note)));
        var raw = new RawBsonDocument(told, new BsonDocumentCodec());
        page.add(raw.getBackingArray(), raw.getByteOffset(), raw.getByteLength());
        if (!(page.done() instanceof Answer.Documents done)) return "{}";
        var array = new String(JsonBuffer.join(done.json()), UTF_8);
        var object = array.substring(1, array.length() - 1);
        if (done.notes().isEmpty()) return object;
        var note = new BsonDocument(
                        "notes",
                        new BsonArray(List.of(new BsonString(done.notes().getFirst()))))
                .toJson();
        return object.substring(0, object.length() - 1) + "," + note.substring(1);
    }

    private BsonArray notesWith(String note) {
        var all = told.getArray("notes", new BsonArray());
        all.add(new BsonString(note));
        return all;
    }
}
