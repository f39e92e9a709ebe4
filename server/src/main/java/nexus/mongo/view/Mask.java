package nexus.mongo.view;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Writes the expression that puts [Sight#MASK] in the place of a field wherever the field is, also in the elements of
/// arrays, and changes nothing where it is not. No value makes it fail. An array right within an array is masked as a
/// whole, since an expression cannot follow arrays to any depth. Neither value of a `$cond` fails, since
/// some servers work out both.
final class Mask {
    private static final BsonValue CONSTANT = new BsonDocument("$literal", new BsonString(Sight.MASK));
    private static final BsonValue EMPTY = new BsonDocument("$literal", new BsonDocument());
    private static final BsonValue NO_ELEMENTS = new BsonArray();

    private Mask() {}

    /// A stage that masks one field.
    static BsonDocument stage(String path) {
        var names = List.of(path.split("\\.", -1));
        var name = names.getFirst();
        var masked =
                choose(has(new BsonString("$$ROOT"), name), masked("$" + name, names, 0), new BsonString("$" + name));
        return new BsonDocument("$addFields", new BsonDocument(name, masked));
    }

    /// @param names of the field from where it is to the one that is masked
    private static BsonValue masked(String field, List<String> names, int depth) {
        return names.size() == 1 ? CONSTANT : value(field, names.subList(1, names.size()), depth);
    }

    /// @param reference of the value, which is in no array
    /// @param names     that lead from it to the field
    private static BsonValue value(String reference, List<String> names, int depth) {
        var here = new BsonString(reference);
        var element = "e" + depth;
        var elements = new BsonDocument("input", choose(isArray(here), here, NO_ELEMENTS))
                .append("as", new BsonString(element))
                .append("in", element("$$" + element, names, depth + 1));
        return choose(isArray(here), new BsonDocument("$map", elements), inObject(reference, names, depth));
    }

    private static BsonValue element(String reference, List<String> names, int depth) {
        return choose(isArray(new BsonString(reference)), CONSTANT, inObject(reference, names, depth));
    }

    private static BsonValue inObject(String reference, List<String> names, int depth) {
        var here = new BsonString(reference);
        var name = names.getFirst();
        var inner = new BsonDocument(name, masked(reference + "." + name, names, depth));
        var object = choose(isObject(here), here, EMPTY);
        var merged = call("$mergeObjects", object, choose(has(object, name), inner, EMPTY));
        return choose(isObject(here), merged, here);
    }

    /// Looks for the name, since null is a value too and no comparison tells it from nothing everywhere.
    private static BsonDocument has(BsonValue object, String name) {
        var fields = new BsonDocument("input", new BsonDocument("$objectToArray", object))
                .append("as", new BsonString("field"))
                .append("in", new BsonString("$$field.k"));
        return call("$in", new BsonDocument("$literal", new BsonString(name)), new BsonDocument("$map", fields));
    }

    private static BsonDocument isArray(BsonString reference) {
        return call("$isArray", reference);
    }

    /// In the order of types, objects stand right before arrays, and the empty one is the first of each.
    private static BsonDocument isObject(BsonString reference) {
        return call("$and", call("$gte", reference, EMPTY), call("$lt", reference, new BsonArray()));
    }

    private static BsonDocument call(String operator, BsonValue... operands) {
        return new BsonDocument(operator, new BsonArray(List.of(operands)));
    }

    private static BsonDocument choose(BsonValue condition, BsonValue then, BsonValue otherwise) {
        return new BsonDocument("$cond", new BsonArray(List.of(condition, then, otherwise)));
    }
}
