package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import java.util.ArrayList;
import java.util.List;
import nexus.mongo.view.View;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/// Looks at what a change would touch, at the primary. Each answer is an [Answer.Count] whose notes say it to a person.
///
/// @param limits bound the documents, and the time of all counts together
/// @param view   of the caller: names and values that it may not know are not told
record Previewer(MongoClient client, Operations operations, Namespaces namespaces, Limits limits, View view) {
    private static final int SAMPLED = 3;
    private static final int SAMPLE_BYTES = 1 << 10;
    private static final int LONGEST_TERMS = 600;

    private int most() {
        return limits.affected();
    }

    Answer of(Edit edit) {
        var operation = operations.named("preview", edit.change().target());
        return operations.run(operation, () -> {
            try {
                return look(edit, operation);
            } catch (Refusal refusal) {
                return new Answer.Refused(refusal.reason());
            }
        });
    }

    private Answer look(Edit edit, Operation operation) {
        var change = edit.change();
        return switch (change.deed()) {
            case INSERT_MANY, CREATE_COLLECTION, CREATE_INDEX -> new Answer.Count(0, List.of());
            case UPDATE_ONE, UPDATE_MANY, REPLACE_ONE, DELETE_ONE, DELETE_MANY, FIND_AND_MODIFY ->
                documents(edit, operation);
            case BULK_WRITE -> bulk(edit, operation);
            case DROP_INDEX -> index(change, edit.writes().getFirst());
            case RENAME_COLLECTION -> rename(change, edit.writes().getFirst());
            case DROP_COLLECTION -> collection(edit, operation);
            case DROP_DATABASE -> database(change);
        };
    }

    private Answer documents(Edit edit, Operation operation) {
        var change = edit.change();
        var reach = edit.reaches().getFirst();
        long matching = count(change, reach.filter(), operation);
        if (matching == 0 && !reach.mayAdd()) return nothing(change, reach.filter());
        if (reach.isMany() && matching > most()) throw tooMany("more than " + most() + " documents");
        long affected = reach.isMany() ? matching : Math.min(matching, 1);
        var words = "This would " + verb(edit) + " " + counted(affected) + of(reach, matching) + " of "
                + change.target() + (matching == 0 ? ", and so insert one" : "") + ". Arguments: " + terms(change)
                + "." + taken(change) + sample(edit, reach.filter(), operation);
        return new Answer.Count(affected, List.of(words));
    }

    private String of(Edit.Reach reach, long matching) {
        if (reach.isMany() || matching <= 1) return "";
        return ", the first of " + (matching > most() ? "more than " + most() : matching) + " that match,";
    }

    private static String verb(Edit edit) {
        var isRemoval = edit.writes().getFirst().command().containsKey("remove");
        return isRemoval ? Deed.DELETE_ONE.verb() : edit.change().deed().verb();
    }

    private static String taken(Change change) {
        var shell = new ShellForms();
        var terms = new Terms(Arguments.all(change.terms()), null);
        var _ = shell.document(terms.document("filter"));
        return shell.notes().isEmpty() ? "" : " " + String.join(" ", shell.notes());
    }

    private Refusal tooMany(String found) {
        return new Refusal("it would affect " + found + ", and the connection allows " + most()
                + " at once (limits.affected): narrow the filter");
    }

    private Answer nothing(Change change, BsonDocument filter) {
        var reasons = new ArrayList<>(List.of("no document of " + change.target() + " matches: nothing was done."));
        if (view.isWhole()) {
            reasons.addAll(namespaces.missing(change.database(), change.collection()));
            reasons.addAll(Hints.of(filter));
        }
        return new Answer.Refused(String.join(" ", reasons));
    }

    private Answer bulk(Edit edit, Operation operation) {
        var change = edit.change();
        long affected =
                edit.writes().stream().mapToLong(write -> write.ids().size()).sum();
        long end = System.nanoTime() + limits.time().toNanos();
        for (var reach : edit.reaches()) {
            if (System.nanoTime() - end > 0) throw new Refusal("it took too long to count: send fewer operations");
            affected += reach.isMany() ? count(change, reach.filter(), operation) : 1;
        }
        if (affected > most()) throw tooMany("more than " + most() + " documents");
        var words = "This would write to at most " + counted(affected) + " of " + change.target() + ". Arguments: "
                + terms(change) + ".";
        return new Answer.Count(affected, List.of(words));
    }

    private Answer index(Change change, Write write) {
        var name = write.command().getString("index").getValue();
        var names = new ArrayList<String>();
        var found = new ArrayList<String>();
        for (var index : client.getDatabase(change.database())
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
        long lost = isDropped ? estimate(change.database(), target) : 0;
        var loss = isDropped ? ", in place of the collection of that name and its " + counted(lost) : "";
        return new Answer.Count(lost, List.of("This would rename " + change.target() + " to " + to + loss + "."));
    }

    private Answer collection(Edit edit, Operation operation) {
        var change = edit.change();
        exists(change);
        long lost = estimate(change.database(), change.collection());
        return new Answer.Count(
                lost,
                List.of("This would drop the collection " + change.target() + " with its " + counted(lost)
                        + " and its indexes." + sample(edit, new BsonDocument(), operation)));
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
            if (!collection.type().equals("view")) lost += estimate(change.database(), collection.name());
        var names = collections.stream().limit(10).map(Answer.Collection::name).toList();
        var more = collections.size() > 10 ? " and " + (collections.size() - 10) + " more" : "";
        return new Answer.Count(
                lost,
                List.of("This would drop the database " + change.database() + " with all it holds: "
                        + String.join(", ", names) + more + ", " + counted(lost) + "."));
    }

    private MongoCollection<RawBsonDocument> primary(String database, String collection) {
        return client.getDatabase(database)
                .getCollection(collection, RawBsonDocument.class)
                .withReadPreference(ReadPreference.primary());
    }

    private long estimate(String database, String collection) {
        return primary(database, collection).estimatedDocumentCount();
    }

    /// One more than are allowed tells that there are too many.
    private long count(Change change, BsonDocument filter, Operation operation) {
        var options = new CountOptions().limit(most() + 1).comment(operation.comment());
        return primary(change.database(), change.collection()).countDocuments(filter, options);
    }

    /// In the order in which the change finds them.
    private String sample(Edit edit, BsonDocument filter, Operation operation) {
        var page = new Page(SAMPLED, SAMPLE_BYTES);
        var sort = edit.writes().getFirst().command().getDocument("sort", new BsonDocument());
        var found = primary(edit.change().database(), edit.change().collection())
                .find(filter)
                .sort(sort.isEmpty() ? null : sort)
                .limit(SAMPLED)
                .comment(operation.comment());
        Cursors.each(
                found,
                row -> page.wants(row.getByteLength())
                        && page.add(row.getBackingArray(), row.getByteOffset(), row.getByteLength()));
        if (page.count() == 0 || !(page.done() instanceof Answer.Documents documents)) return "";
        return " Such as: " + new String(JsonBuffer.join(documents.json()), UTF_8);
    }

    private static String terms(Change change) {
        var terms = change.terms();
        return terms.length() > LONGEST_TERMS ? terms.substring(0, LONGEST_TERMS) + "…" : terms;
    }

    private static String shortened(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }

    private static String counted(long number) {
        return number + (number == 1 ? " document" : " documents");
    }
}
