package nexus.mongo;

import org.bson.BsonDocument;
import org.bson.BsonString;

/// Makes the command that tells the values of a field. Unlike the driver's method it leaves the reply as the bytes that
/// came: 16 MiB of values would be many times that as objects.
final class DistinctCommand {
    private static final int LONGEST_FIELD = 1_000;

    private DistinctCommand() {}

    /// @throws Refusal if the query may not be run
    static BsonDocument of(Distinct query) {
        Names.database(query.database());
        Names.collection(query.collection(), "collection");
        field(query.field());
        var filter = Arguments.document(query.filter(), "filter");
        QueryRules.filter(filter, Path.of("filter"));
        return new BsonDocument("distinct", new BsonString(query.collection()))
                .append("key", new BsonString(query.field()))
                .append("query", filter);
    }

    private static void field(String field) {
        if (field.isEmpty()) throw new Refusal("field is needed: the name of one field, such as address.city");
        boolean isOdd = ("." + field).contains(".$") || field.indexOf('\0') >= 0 || field.length() > LONGEST_FIELD;
        if (isOdd) throw new Refusal("field must be the name of a field, such as address.city, without $");
    }
}
