package nexus.mongo;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nexus.mongo.view.Level;
import nexus.mongo.view.View;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// What a caller may change of one collection. Whatever it may not is a [Refusal].
///
/// @param target such as `shop.orders`
/// @param forced a query that every document it changes must match; empty for none
record Gate(String target, BsonDocument forced) {
    private static final Set<String> LOGICAL = Set.of("$and", "$or", "$nor");

    /// For changes of documents.
    static Gate documents(View view, Change change) {
        var target = change.target();
        var sight = view.sight(change.database(), change.collection())
                .filter(found -> found.level().includes(Level.WRITE))
                .orElseThrow(() -> new Refusal("this caller may not write to " + target));
        if (!sight.hidden().isEmpty() || !sight.masked().isEmpty()) {
            throw new Refusal(
                    "this caller does not see all fields of " + target + ", and may not write to it therefore");
        }
        return new Gate(target, Arguments.document(sight.filter(), "the filter of the grant"));
    }

    /// For changes of the collection as a whole, and of its indexes.
    static void manage(View view, String database, String collection) {
        var sight = view.sight(database, collection);
        if (sight.isEmpty() || !sight.get().level().includes(Level.MANAGE)) {
            throw new Refusal("this caller may not manage " + database + "." + collection);
        }
        if (!sight.get().isWhole()) {
            throw new Refusal("this caller sees a part of " + database + "." + collection
                    + " only, and may not manage it therefore");
        }
    }

    /// For the end of a whole database.
    static void manage(View view, String database) {
        var level = view.level(database);
        if (level.isEmpty() || !level.get().includes(Level.MANAGE)) {
            throw new Refusal("this caller may not manage all of " + database);
        }
    }

    /// A caller's filter within what it may see.
    BsonDocument narrowed(BsonDocument filter) {
        if (forced.isEmpty()) return filter;
        // An expression can fail on a document, and the failure would tell of documents that are not seen.
        if (names(filter, "$expr")) throw new Refusal("$expr: this caller may not write with it to " + target);
        return new BsonDocument("$and", new BsonArray(List.of(forced, filter)));
    }

    /// Whether a name stands anywhere in a value.
    private static boolean names(BsonValue value, String name) {
        return switch (value) {
            case BsonDocument document ->
                document.containsKey(name) || document.values().stream().anyMatch(child -> names(child, name));
            case BsonArray array -> array.stream().anyMatch(child -> names(child, name));
            default -> false;
        };
    }

    /// @param what would be done, such as `insert documents`
    void mayAdd(String what) {
        if (!forced.isEmpty()) {
            throw new Refusal("this caller sees a part of " + target + " only, and may not " + what + " there");
        }
    }

    /// @param update that keeps the rules
    void mayChange(BsonValue update) {
        if (forced.isEmpty()) return;
        if (!(update instanceof BsonDocument operators)) {
            mayAdd("update by a pipeline");
            return;
        }
        var kept = fields(forced);
        if (kept.isEmpty()) mayAdd("update documents");
        for (var field : UpdateRules.touched(operators)) {
            if (kept.orElse(Set.of()).contains(field)) {
                throw new Refusal("this caller may not change the field " + field + " of " + target
                        + ": it decides what the caller sees");
            }
        }
    }

    /// The fields at the top of a document that decide on the forced filter; nothing where that cannot be told.
    private static Optional<Set<String>> fields(BsonDocument filter) {
        var fields = new HashSet<String>();
        for (var part : filter.entrySet()) {
            if (!QueryRules.isOperator(part.getKey())) {
                fields.add(UpdateRules.top(part.getKey()));
            } else if (LOGICAL.contains(part.getKey()) && part.getValue().isArray()) {
                for (var inner : part.getValue().asArray()) {
                    var found = inner.isDocument() ? fields(inner.asDocument()) : Optional.<Set<String>>empty();
                    if (found.isEmpty()) return Optional.empty();
                    fields.addAll(found.get());
                }
            } else if (!part.getKey().equals("$comment")) {
                return Optional.empty();
            }
        }
        return Optional.of(fields);
    }
}
