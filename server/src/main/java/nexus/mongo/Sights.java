package nexus.mongo;

import java.util.List;
import java.util.Set;
import nexus.mongo.view.Sight;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// Checks what narrows callers before it is in force: a filter that no query can carry would close what it narrows, or
/// leave it open.
public final class Sights {
    /// They only work as the first stage or in a find, and a forced filter stands beside others everywhere.
    private static final Set<String> PLACED = Set.of("$text", "$near", "$nearSphere");

    private Sights() {}

    /// Sentences that say what is wrong with a sight.
    public static List<String> check(Sight sight) {
        if (sight.filter().isEmpty()) return List.of();
        try {
            var filter = Arguments.document(sight.filter(), "filter");
            QueryRules.filter(filter, Path.of("filter"));
            if (filter.isEmpty()) throw new Refusal("filter holds no condition: leave it out to show all documents");
            refusePlaced(filter, Path.of("filter"));
            return List.of();
        } catch (Refusal refusal) {
            return List.of(refusal.reason());
        }
    }

    private static void refusePlaced(BsonValue value, Path path) {
        switch (value) {
            case BsonDocument document ->
                document.forEach((name, child) -> {
                    if (PLACED.contains(name))
                        throw new Refusal(path.at(name) + ": " + name + " cannot be forced on every query");
                    refusePlaced(child, path.at(name));
                });
            case BsonArray array -> {
                for (int i = 0; i < array.size(); i++) refusePlaced(array.get(i), path.at(i));
            }
            default -> {}
        }
    }
}
