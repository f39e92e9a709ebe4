package nexus.mongo;

import java.util.Comparator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// What an answer says where the order in arrays does not count, for servers that group by hashes.
final class Unordered {
    private Unordered() {}

    static String of(String answer) {
        return answer.startsWith("[") ? of(BsonArray.parse(answer)).toString() : answer;
    }

    private static BsonValue of(BsonValue value) {
        return switch (value) {
            case BsonArray array ->
                new BsonArray(array.stream()
                        .map(Unordered::of)
                        .sorted(Comparator.comparing(Object::toString))
                        .toList());
            case BsonDocument document -> {
                var sorted = new BsonDocument();
                document.forEach((name, inner) -> sorted.append(name, of(inner)));
                yield sorted;
            }
            default -> value;
        };
    }
}
