package nexus.mongo;

import java.util.Set;
import nexus.config.Nearest;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// The rules that filters, projections and sort orders keep: only operators on the list of [Operators], at every depth.
/// Each method throws a [Refusal] whose sentence names the place.
final class QueryRules {
    private static final Set<String> LOGICAL = Set.of("$and", "$or", "$nor");
    private static final Set<String> REFERENCE = Set.of("$ref", "$id", "$db");

    private QueryRules() {}

    static void filter(BsonDocument filter, Path path) {
        for (var field : filter.entrySet()) {
            var name = field.getKey();
            var here = path.at(name);
            if (!isOperator(name)) {
                condition(field.getValue(), here);
                continue;
            }
            allow(name, Operators.KNOWN.query(), "a query operator", here);
            if (LOGICAL.contains(name)) {
                filters(field.getValue(), here);
            } else if (name.equals("$expr")) {
                expression(field.getValue(), here);
            } else {
                literal(field.getValue(), here);
            }
        }
    }

    private static void filters(BsonValue value, Path path) {
        if (!(value instanceof BsonArray array)) throw new Refusal(path + " must be an array of filters");
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof BsonDocument filter)) {
                throw new Refusal(path.at(i) + " must be a filter, such as {\"name\": \"value\"}");
            }
            filter(filter, path.at(i));
        }
    }

    /// What stands below the name of a field: a value to compare with, or operators.
    private static void condition(BsonValue value, Path path) {
        if (value instanceof BsonDocument document && hasOperator(document)) {
            document.forEach((name, argument) -> operator(name, argument, path.at(name)));
        } else {
            literal(value, path);
        }
    }

    private static void operator(String name, BsonValue argument, Path path) {
        if (isOperator(name) && !REFERENCE.contains(name)) {
            allow(name, Operators.KNOWN.field(), "a query operator for a field", path);
        }
        switch (name) {
            case "$not" -> condition(argument, path);
            case "$elemMatch" -> element(argument, path);
            case "$all" -> all(argument, path);
            default -> literal(argument, path);
        }
    }

    /// `$elemMatch` takes operators for the element itself, or a filter on its fields.
    private static void element(BsonValue value, Path path) {
        if (!(value instanceof BsonDocument document)) throw new Refusal(path + " must be a document");
        var isFilter = document.keySet().stream()
                .allMatch(name -> !isOperator(name) || Operators.KNOWN.query().contains(name));
        if (isFilter) {
            filter(document, path);
        } else {
            condition(document, path);
        }
    }

    private static void all(BsonValue value, Path path) {
        if (!(value instanceof BsonArray array)) throw new Refusal(path + " must be an array");
        for (int i = 0; i < array.size(); i++) condition(array.get(i), path.at(i));
    }

    /// A value to compare with holds no operators. The dangerous names are refused even there, because not every server
    /// that speaks MongoDB's protocol is as strict about it as MongoDB.
    private static void literal(BsonValue value, Path path) {
        switch (value) {
            case BsonDocument document ->
                document.forEach((name, child) -> {
                    refuse(name, path.at(name));
                    literal(child, path.at(name));
                });
            case BsonArray array -> {
                for (int i = 0; i < array.size(); i++) literal(array.get(i), path.at(i));
            }
            default -> {}
        }
    }

    static void projection(BsonDocument projection, Path path) {
        projection.forEach((name, value) -> {
            var here = path.at(name);
            if (isOperator(name)) throw new Refusal(here + ": a projection begins with the name of a field");
            if (value instanceof BsonDocument document && document.containsKey("$elemMatch")) {
                condition(document, here);
            } else {
                expression(value, here);
            }
        });
    }

    static void sort(BsonDocument sort, Path path) {
        sort.forEach((name, value) -> {
            var here = path.at(name);
            if (isOperator(name) && !name.equals("$natural")) {
                throw new Refusal(here + ": a sort order begins with the name of a field");
            }
            expression(value, here);
        });
    }

    /// An aggregation expression; texts such as `"$a.b"` and `"$$ROOT"` are field paths and variables.
    static void expression(BsonValue value, Path path) {
        switch (value) {
            case BsonDocument document -> document.forEach((name, child) -> member(name, child, path.at(name)));
            case BsonArray array -> {
                for (int i = 0; i < array.size(); i++) expression(array.get(i), path.at(i));
            }
            default -> {}
        }
    }

    private static void member(String name, BsonValue value, Path path) {
        if (isOperator(name)) allow(name, Operators.KNOWN.expressions(), "an operator", path);
        if (!name.equals("$literal")) expression(value, path);
    }

    static void allow(String name, Set<String> known, String what, Path path) {
        if (known.contains(name)) return;
        refuse(name, path);
        var hint = Nearest.slip(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse(": leave it out or say it with another one");
        throw new Refusal(path + ": " + shown(name) + " is not " + what + " Nexus allows" + hint);
    }

    private static void refuse(String name, Path path) {
        var does = isOperator(name) ? Operators.KNOWN.refused().get(name) : null;
        if (does != null) throw new Refusal(path + ": " + name + " " + does + ": leave it out");
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }

    private static boolean hasOperator(BsonDocument document) {
        for (var name : document.keySet()) if (isOperator(name)) return true;
        return false;
    }

    static boolean isOperator(String name) {
        return !name.isEmpty() && name.charAt(0) == '$';
    }
}
