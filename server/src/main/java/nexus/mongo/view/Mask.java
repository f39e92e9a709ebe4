package nexus.mongo.view;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Writes the expression that puts [Sight#MASK] in the place of a field wherever the field is, also in the elements of
/// arrays, and changes nothing where it is not. No value makes it fail. An array right within an array is masked as a
/// whole, since an expression cannot follow arrays to any depth.
final class Mask {
    private static final BsonValue CONSTANT = new BsonDocument("$literal", new BsonString(Sight.MASK));
    private static final BsonString NOTHING = new BsonString("$$REMOVE");

    private Mask() {}

    /// A stage that masks one field.
    static BsonDocument stage(String path) {
        var names = List.of(path.split("\\.", -1));
        var value = value("$" + names.getFirst(), names.subList(1, names.size()), 0);
        return new BsonDocument("$addFields", new BsonDocument(names.getFirst(), value));
    }

    /// @param reference of the value, which is in no array
    /// @param names     that lead from it to the field; none if it is the field
    private static BsonValue value(String reference, List<String> names, int depth) {
        var here = new BsonString(reference);
        if (names.isEmpty()) return choose(isOf(here, "missing"), NOTHING, CONSTANT);
        var element = "e" + depth;
        var elements = new BsonDocument("input", here)
                .append("as", new BsonString(element))
                .append("in", element("$$" + element, names, depth + 1));
        return choose(isOf(here, "array"), new BsonDocument("$map", elements), inObject(reference, names, depth));
    }

    private static BsonValue element(String reference, List<String> names, int depth) {
        return choose(isOf(new BsonString(reference), "array"), CONSTANT, inObject(reference, names, depth));
    }

    private static BsonValue inObject(String reference, List<String> names, int depth) {
        var here = new BsonString(reference);
        var name = names.getFirst();
        var inner = value(reference + "." + name, names.subList(1, names.size()), depth);
        var merged = new BsonDocument("$mergeObjects", new BsonArray(List.of(here, new BsonDocument(name, inner))));
        return choose(isOf(here, "object"), merged, here);
    }

    private static BsonDocument isOf(BsonString reference, String type) {
        return new BsonDocument(
                "$eq", new BsonArray(List.of(new BsonDocument("$type", reference), new BsonString(type))));
    }

    private static BsonDocument choose(BsonValue condition, BsonValue then, BsonValue otherwise) {
        return new BsonDocument("$cond", new BsonArray(List.of(condition, then, otherwise)));
    }
}
