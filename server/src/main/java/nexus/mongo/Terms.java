package nexus.mongo;

import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// The terms of one change: the arguments of a tool, or one operation of many.
///
/// @param above where they stand; nothing at the top
record Terms(BsonDocument values, @Nullable Path above) {
    Path path(String key) {
        return above == null ? Path.of(key) : above.at(key);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    boolean isTrue(String key) {
        var value = values.get(key);
        if (value == null) return false;
        if (!value.isBoolean()) throw new Refusal(path(key) + " must be true or false");
        return value.asBoolean().getValue();
    }

    String text(String key) {
        var value = values.get(key);
        if (value == null || !value.isString()) throw new Refusal(path(key) + " is needed: a text");
        return value.asString().getValue();
    }

    /// A document; an empty one where it was left out.
    BsonDocument document(String key) {
        var value = values.get(key);
        if (value == null) return new BsonDocument();
        if (!value.isDocument()) throw new Refusal(path(key) + " must be an object");
        return value.asDocument();
    }

    BsonDocument needed(String key) {
        if (!has(key)) throw new Refusal(path(key) + " is needed: an object");
        return document(key);
    }

    /// An array; an empty one where it was left out.
    BsonArray array(String key) {
        var value = values.get(key);
        if (value == null) return new BsonArray();
        if (!value.isArray()) throw new Refusal(path(key) + " must be an array");
        return value.asArray();
    }

    /// What `update` or `pipeline` says; in one of many operations `update` may be either.
    BsonValue update() {
        if (has("pipeline") && has("update")) throw new Refusal("send either update or pipeline");
        if (has("pipeline")) return array("pipeline");
        var update = values.get("update");
        if (update == null) throw new Refusal(path("update") + " is needed: such as {\"$set\": {\"name\": \"value\"}}");
        return update;
    }

    void allow(Set<String> keys) {
        for (var key : values.keySet())
            if (!keys.contains(key))
                throw new Refusal(path(key) + " is not known here; there are "
                        + String.join(", ", keys.stream().sorted().toList()));
    }
}
