package nexus.backup.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;

/// Reads the JSON of a file in the bucket; whatever is not as expected is damage of that file.
///
/// @param key  of the file, for messages
/// @param tree what it holds
record Json(String key, BsonDocument tree) {
    private static final JsonWriterSettings FORM = JsonWriterSettings.builder()
            .outputMode(JsonMode.RELAXED)
            .indent(true)
            .build();

    static Json parse(String key, String text) {
        try {
            return new Json(key, BsonDocument.parse(text));
        } catch (JsonParseException | BSONException e) {
            throw new DamageException(key + " is not JSON");
        }
    }

    static String write(BsonDocument tree) {
        return tree.toJson(FORM) + "\n";
    }

    String text(String name) {
        return read(name, value -> value.asString().getValue());
    }

    long number(String name) {
        long number = read(name, value -> value.asNumber().longValue());
        if (number < 0) throw damaged(name);
        return number;
    }

    boolean flag(String name) {
        return read(name, value -> value.asBoolean().getValue());
    }

    Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw damaged(name);
        }
    }

    Json object(String name) {
        return new Json(key, read(name, BsonValue::asDocument));
    }

    List<String> texts(String name) {
        return items(name, value -> value.asString().getValue());
    }

    List<Json> objects(String name) {
        return items(name, value -> new Json(key, value.asDocument()));
    }

    private <T> List<T> items(String name, Function<BsonValue, T> each) {
        BsonArray array = read(name, BsonValue::asArray);
        return array.stream().map(value -> read(name, value, each)).toList();
    }

    private <T> T read(String name, Function<BsonValue, T> how) {
        var value = tree.get(name);
        if (value == null) throw damaged(name);
        return read(name, value, how);
    }

    private <T> T read(String name, BsonValue value, Function<BsonValue, T> how) {
        try {
            return how.apply(value);
        } catch (BSONException e) {
            throw damaged(name);
        }
    }

    DamageException damaged(String name) {
        return new DamageException(key + ": \"" + name + "\" is missing or not what it should be");
    }
}
