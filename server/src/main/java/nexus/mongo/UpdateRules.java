package nexus.mongo;

import java.util.HashSet;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// The rules that updates and whole documents keep: only operators on a list, and no names with `$` among what is
/// stored. Each method throws a [Refusal] whose sentence names the place.
final class UpdateRules {
    /// Names as in the MongoDB Manual 8.x, "reference/mql/update".
    private static final Set<String> OPERATORS = Set.of(
            "$currentDate",
            "$inc",
            "$min",
            "$max",
            "$mul",
            "$rename",
            "$set",
            "$setOnInsert",
            "$unset",
            "$addToSet",
            "$pop",
            "$pull",
            "$push",
            "$pullAll",
            "$bit");

    private static final Set<String> STAGES =
            Set.of("$addFields", "$set", "$project", "$unset", "$replaceRoot", "$replaceWith");
    private static final Set<String> PUSH = Set.of("$each", "$position", "$slice", "$sort");
    private static final Set<String> REFERENCE = Set.of("$ref", "$id", "$db");

    private UpdateRules() {}

    static void update(BsonValue update, Path path) {
        switch (update) {
            case BsonDocument operators -> operators(operators, path);
            case BsonArray stages -> stages(stages, path);
            default -> throw new Refusal(path + " must be an object of update operators, or a pipeline");
        }
    }

    private static void operators(BsonDocument update, Path path) {
        if (update.isEmpty()) throw new Refusal(path + " is empty: say what to change, such as {\"$set\": {…}}");
        update.forEach((name, fields) -> {
            var here = path.at(name);
            if (!QueryRules.isOperator(name)) {
                throw new Refusal(here + ": an update holds operators such as $set; replace-one takes whole documents");
            }
            QueryRules.allow(name, OPERATORS, "an update operator", here);
            if (!(fields instanceof BsonDocument document)) throw new Refusal(here + " must be an object of fields");
            document.forEach((field, value) -> field(name, field, value, here));
        });
    }

    private static void field(String operator, String field, BsonValue value, Path path) {
        var here = path.at(field);
        if (QueryRules.isOperator(field)) throw new Refusal(here + ": the name of a field is needed");
        switch (operator) {
            case "$pull" -> pull(field, value, path);
            case "$push" -> modified(value, PUSH, here);
            case "$addToSet" -> modified(value, Set.of("$each"), here);
            case "$currentDate" -> modified(value, Set.of("$type"), here);
            case "$rename" -> name(value, here);
            default -> stored(value, here);
        }
    }

    /// `$pull` takes a value, operators for the elements, or a filter on their fields.
    private static void pull(String field, BsonValue value, Path path) {
        if (value instanceof BsonDocument filter && filter.keySet().stream().noneMatch(QueryRules::isOperator)) {
            QueryRules.filter(filter, path.at(field));
        } else {
            QueryRules.filter(new BsonDocument(field, value), path);
        }
    }

    private static void modified(BsonValue value, Set<String> modifiers, Path path) {
        if (!(value instanceof BsonDocument document)
                || document.keySet().stream().noneMatch(QueryRules::isOperator)) {
            stored(value, path);
            return;
        }
        document.forEach((name, part) -> {
            QueryRules.allow(name, modifiers, "a modifier", path.at(name));
            stored(part, path.at(name));
        });
    }

    private static void name(BsonValue value, Path path) {
        var isName = value.isString() && !QueryRules.isOperator(value.asString().getValue());
        if (!isName) throw new Refusal(path + " must be the new name of the field");
    }

    private static void stages(BsonArray stages, Path path) {
        if (stages.isEmpty()) throw new Refusal(path + " is empty: say what to change, such as [{\"$set\": {…}}]");
        for (int i = 0; i < stages.size(); i++) {
            var here = path.at(i);
            if (!(stages.get(i) instanceof BsonDocument stage) || stage.size() != 1) {
                throw new Refusal(here + " must be an object with one stage, such as {\"$set\": {…}}");
            }
            QueryRules.allow(stage.getFirstKey(), STAGES, "a stage of an update", here);
        }
        PipelineRules.pipeline(stages, path);
    }

    /// What is stored holds no operators: a server could take them for some, now or later.
    static void stored(BsonValue value, Path path) {
        switch (value) {
            case BsonDocument document ->
                document.forEach((name, child) -> {
                    var here = path.at(name);
                    if (QueryRules.isOperator(name) && !REFERENCE.contains(name)) {
                        throw new Refusal(here + ": names of fields that are stored do not begin with $");
                    }
                    stored(child, here);
                });
            case BsonArray array -> {
                for (int i = 0; i < array.size(); i++) stored(array.get(i), path.at(i));
            }
            default -> {}
        }
    }

    /// The fields at the top of a document that an update by operators may touch.
    static Set<String> touched(BsonDocument update) {
        var touched = new HashSet<String>();
        for (var operator : update.values()) {
            operator.asDocument().forEach((field, value) -> {
                touched.add(top(field));
                if (value.isString()) touched.add(top(value.asString().getValue()));
            });
        }
        return touched;
    }

    static String top(String field) {
        int dot = field.indexOf('.');
        return dot < 0 ? field : field.substring(0, dot);
    }
}
