package nexus.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/// One field of a sort order, and what comes before a value of it. `$lt` and `$gt` only compare values of one type, so
/// the types that sort lower or higher are named beside them.
///
/// A sort takes the least element of an array, or the greatest when it descends. A condition on an array holds where it
/// holds for any element: so "no element comes before" is right for arrays too.
///
/// @param field at the top of the documents: below, arrays of documents sort by rules of their own
record SortKey(String field, boolean isDescending) {
    /// MongoDB's order of types from null on, by their aliases of `$type`. Code, pointers and undefined are missing:
    /// they are not used any more, and not every server that speaks MongoDB's protocol knows their names.
    private static final List<String> RANKS = List.of(
            "null",
            "number",
            "string",
            "object",
            "array",
            "binData",
            "objectId",
            "bool",
            "date",
            "timestamp",
            "regex",
            "maxKey");

    private static final int ARRAYS = 4;

    /// The fields of a sort; nothing where one of them does not sort by its plain values.
    static Optional<List<SortKey>> of(BsonDocument sort) {
        var keys = new ArrayList<SortKey>();
        for (var field : sort.entrySet()) {
            var name = field.getKey();
            if (name.indexOf('.') >= 0
                    || name.startsWith("$")
                    || !field.getValue().isNumber()) return Optional.empty();
            double direction = field.getValue().asNumber().doubleValue();
            if (Math.abs(direction) != 1) return Optional.empty();
            keys.add(new SortKey(name, direction < 0));
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
    }

    /// The place of a value's type in MongoDB's order; nothing for values whose order takes more than a comparison.
    static Optional<Integer> rank(BsonValue value) {
        return switch (value.getBsonType()) {
            case NULL -> Optional.of(0);
            case INT32, INT64, DECIMAL128 -> isNumber(value) ? Optional.of(1) : Optional.empty();
            case DOUBLE -> Double.isNaN(value.asDouble().getValue()) ? Optional.empty() : Optional.of(1);
            case STRING -> Optional.of(2);
            case BINARY -> Optional.of(5);
            case OBJECT_ID -> Optional.of(6);
            case BOOLEAN -> Optional.of(7);
            case DATE_TIME -> Optional.of(8);
            case TIMESTAMP -> Optional.of(9);
            default -> Optional.empty();
        };
    }

    private static boolean isNumber(BsonValue value) {
        return !value.isDecimal128() || !value.asDecimal128().getValue().isNaN();
    }

    /// Whether MongoDB may take two values for equal; where it is not sure, yes.
    static boolean mayTie(BsonValue one, BsonValue other) {
        if (one.isNumber() && other.isNumber()) return Double.compare(approximate(one), approximate(other)) == 0;
        return one.equals(other);
    }

    private static double approximate(BsonValue number) {
        double value = number.isDecimal128() && number.asDecimal128().getValue().isFinite()
                ? Double.parseDouble(number.asDecimal128().getValue().toString())
                : number.asNumber().doubleValue();
        return value + 0.0;
    }

    /// Holds for documents that do not come before a value, and then either after it or as `ties` says.
    ///
    /// @param ties empty where no other document can have the value
    BsonDocument notBefore(BsonValue value, Optional<BsonDocument> ties) {
        var filter = new BsonDocument();
        // Not inside $nor, where MongoDB would not look for bounds of an index.
        if (!value.isNull())
            filter.append(field, new BsonDocument("$not", new BsonDocument(isDescending ? "$gt" : "$lt", value)));
        var other = new BsonDocument(field, new BsonDocument("$ne", value));
        return filter.append("$nor", before(value))
                .append(
                        "$or",
                        ties.map(tie -> new BsonArray(List.of(other, tie))).orElse(new BsonArray(List.of(other))));
    }

    /// What comes before all values of the type.
    private BsonArray before(BsonValue value) {
        int rank = rank(value).orElseThrow();
        var conditions = new BsonArray();
        if (isDescending) {
            types(RANKS.subList(rank + 1, RANKS.size()), conditions);
            if (rank < ARRAYS) conditions.add(nested());
            return conditions;
        }
        if (rank > 0) conditions.add(new BsonDocument(field, BsonNull.VALUE));
        if (rank == 1) conditions.add(new BsonDocument(field, new BsonDouble(Double.NaN)));
        conditions.add(new BsonDocument(field, new BsonDocument("$size", new BsonInt32(0))));
        types(List.of("minKey"), conditions);
        types(RANKS.subList(Math.min(1, rank), rank), conditions);
        if (rank > ARRAYS) conditions.add(nested());
        return conditions;
    }

    private void types(List<String> types, BsonArray conditions) {
        types.stream()
                .filter(type -> !type.equals("array"))
                .forEach(type -> conditions.add(new BsonDocument(field, holds(type))));
    }

    /// Symbols, a type of old, are texts to comparisons, and not to `$type`.
    private static BsonDocument holds(String alias) {
        return alias.equals("string") ? new BsonDocument("$gte", new BsonString("")) : type(alias);
    }

    private static BsonDocument type(String alias) {
        return new BsonDocument("$type", new BsonString(alias));
    }

    /// An array in the array, which sorts as an array.
    private BsonDocument nested() {
        return new BsonDocument(field, new BsonDocument("$elemMatch", type("array")));
    }
}
