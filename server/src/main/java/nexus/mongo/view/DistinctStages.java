package nexus.mongo.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;

/// A `distinct` written as the stages of a pipeline, whose one document holds the array `values`.
public final class DistinctStages {
    private static final Pattern POSITION = Pattern.compile("(^|\\.)[0-9]+(\\.|$)");

    private DistinctStages() {}

    /// Stages that tell the values of a field as `distinct` does, but for arrays within arrays, which stay whole.
    ///
    /// @param filter empty for all documents
    /// @throws Unseeable if the field is a position in an array, which stages cannot name
    public static List<BsonDocument> of(String field, BsonDocument filter) {
        if (POSITION.matcher(field).find())
            throw new Unseeable("field: " + field + " names a position in an array, which is not for collections of"
                    + " which not all is shown to you: use aggregate with $arrayElemAt");
        var stages = new ArrayList<BsonDocument>();
        if (!filter.isEmpty()) stages.add(Narrowing.match(filter));
        stages.add(
                stage("$project", new BsonDocument("_id", new BsonInt32(0)).append("v", new BsonString("$" + field))));
        // Kept is what holds null, which is a value; what holds nothing, or an empty array, then has no v.
        stages.add(stage(
                "$unwind",
                new BsonDocument("path", new BsonString("$v")).append("preserveNullAndEmptyArrays", BsonBoolean.TRUE)));
        stages.add(Narrowing.match(new BsonDocument("v", new BsonDocument("$exists", BsonBoolean.TRUE))));
        stages.add(stage("$group", new BsonDocument("_id", new BsonString("$v"))));
        stages.add(stage(
                "$group",
                new BsonDocument("_id", BsonNull.VALUE)
                        .append("values", new BsonDocument("$push", new BsonString("$_id")))));
        return stages;
    }

    private static BsonDocument stage(String name, BsonDocument body) {
        return new BsonDocument(name, body);
    }
}
