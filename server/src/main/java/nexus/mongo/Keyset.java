package nexus.mongo;

import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonValue;

/// A sort order by which pages are exact: a document that stays as it is comes on one page, whatever is inserted or
/// removed meanwhile. Documents that share the values of the page's end are told apart by their `_id`, which is not
/// added to the sort: an index on the user's sort goes on serving it.
///
/// @param keys at least one
record Keyset(List<SortKey> keys) {
    static final String ID = "_id";

    /// Nothing where the sort is not by plain fields, or the projection does not return them as they are.
    static Optional<Keyset> of(BsonDocument sort, BsonDocument projection) {
        return SortKey.of(sort)
                .map(Keyset::new)
                .filter(set -> set.keys.stream().allMatch(key -> isKept(key.field(), projection)))
                .filter(set -> isKept(ID, projection));
    }

    /// Whether a projection returns a field as it is stored.
    private static boolean isKept(String field, BsonDocument projection) {
        var own = projection.get(field);
        if (own != null) return isYes(own);
        if (projection.keySet().stream().anyMatch(name -> name.startsWith(field + "."))) return false;
        if (field.equals(ID)) return true;
        return !isOnlyId(projection)
                && projection.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(ID))
                        .allMatch(entry -> isNo(entry.getValue()));
    }

    private static boolean isOnlyId(BsonDocument projection) {
        return projection.size() == 1 && isYes(projection.get(ID, new BsonInt32(0)));
    }

    private static boolean isYes(BsonValue value) {
        return value.isBoolean() ? value.asBoolean().getValue() : value.isNumber() && !isNo(value);
    }

    private static boolean isNo(BsonValue value) {
        if (value.isBoolean()) return !value.asBoolean().getValue();
        return value.isNumber() && value.asNumber().doubleValue() == 0;
    }

    /// Whether no two documents share their values.
    boolean isUnique() {
        return keys.stream().anyMatch(key -> key.field().equals(ID));
    }

    /// The values of a document; nothing where one of them does not sort by a plain comparison.
    Optional<BsonArray> values(BsonDocument document) {
        var values = new BsonArray();
        for (var key : keys) {
            var value = document.get(key.field(), BsonNull.VALUE);
            if (SortKey.rank(value).isEmpty()) return Optional.empty();
            values.add(value);
        }
        return Optional.of(values);
    }

    /// Whether a document may have these values, as MongoDB compares.
    boolean mayTie(BsonArray values, BsonArray others) {
        for (int i = 0; i < values.size(); i++) if (!SortKey.mayTie(values.get(i), others.get(i))) return false;
        return true;
    }

    /// Holds for the documents that follow a position.
    BsonDocument after(Position position) {
        Optional<BsonDocument> rest = position.ids().isEmpty()
                ? Optional.empty()
                : Optional.of(new BsonDocument(ID, new BsonDocument("$nin", position.ids())));
        for (int i = keys.size() - 1; i >= 0; i--)
            rest = Optional.of(keys.get(i).notBefore(position.values().get(i), rest));
        return rest.orElseThrow();
    }
}
