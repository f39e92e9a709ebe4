package nexus.mongo.view;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/// A `find` written as the stages of a pipeline.
///
/// @param filter     empty for all
/// @param projection empty for whole documents
/// @param sort       empty for none
/// @param limit      0 for none
public record Lookout(BsonDocument filter, BsonDocument projection, BsonDocument sort, int skip, int limit) {
    /// All documents that match.
    public Lookout(BsonDocument filter) {
        this(filter, new BsonDocument(), new BsonDocument(), 0, 0);
    }

    /// Stages that answer as the `find` does.
    ///
    /// @throws Unseeable if there are none
    public List<BsonDocument> stages() {
        projection.forEach(Lookout::checkProjection);
        if (sort.containsKey("$natural"))
            throw new Unseeable("sort: $natural is how documents are kept, and not all of this collection is shown to"
                    + " you: sort by a field");
        var stages = new ArrayList<BsonDocument>();
        if (!filter.isEmpty()) stages.add(Narrowing.match(filter));
        if (!sort.isEmpty()) stages.add(new BsonDocument("$sort", sort));
        if (skip > 0) stages.add(new BsonDocument("$skip", new BsonInt32(skip)));
        if (limit > 0) stages.add(new BsonDocument("$limit", new BsonInt32(limit)));
        if (!projection.isEmpty()) stages.add(new BsonDocument("$project", projection));
        return stages;
    }

    private static void checkProjection(String name, BsonValue value) {
        if (name.equals("$") || name.endsWith(".$") || name.contains(".$.")) throw unseeable(name);
        if (!(value instanceof BsonDocument document)) return;
        if (document.containsKey("$elemMatch")) throw unseeable("$elemMatch");
        if (document.containsKey("$slice") && isOfFind(document.get("$slice"))) throw unseeable("$slice");
        document.forEach(Lookout::checkProjection);
    }

    /// Such as `5` or `[2, 5]`; as an expression `$slice` names the array.
    private static boolean isOfFind(BsonValue slice) {
        return slice.isNumber()
                || (slice instanceof BsonArray parts && parts.stream().allMatch(BsonValue::isNumber));
    }

    private static Unseeable unseeable(String what) {
        return new Unseeable("projection: " + what + " is not for collections of which not all is shown to you:"
                + " use aggregate with $filter or $slice as an expression");
    }
}
