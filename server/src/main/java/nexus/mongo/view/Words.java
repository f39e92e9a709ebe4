package nexus.mongo.view;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// Operators that reach past the stages before them, wherever they stand.
final class Words {
    private static final String INDEX = " reads an index, which holds what is kept back";

    /// What each would do that a collection of which something is kept back cannot allow.
    private static final Map<String, String> REACHING = Map.of(
            "$meta", " tells how MongoDB found a document",
            "$text", INDEX,
            "$near", INDEX,
            "$nearSphere", INDEX);

    /// Stages that have to come first.
    private static final Set<String> FIRST =
            Set.of("$geoNear", "$search", "$searchMeta", "$vectorSearch", "$rankFusion", "$scoreFusion");

    private Words() {}

    /// @throws Unseeable if stages on a collection of which something is kept back reach past the stages before them
    static void check(List<BsonDocument> stages) {
        for (var stage : stages) {
            for (var name : stage.keySet()) {
                if (FIRST.contains(name)) throw new Unseeable(name + INDEX + ": use $match for this collection");
            }
            find(stage, REACHING::containsKey);
        }
    }

    static boolean useExpr(List<BsonDocument> stages) {
        return stages.stream().anyMatch(stage -> holds(stage, "$expr"::equals));
    }

    static boolean holds(BsonValue value, Predicate<String> word) {
        return switch (value) {
            case BsonDocument document ->
                document.entrySet().stream()
                        .anyMatch(entry -> word.test(entry.getKey()) || holds(entry.getValue(), word));
            case BsonArray array -> array.stream().anyMatch(element -> holds(element, word));
            default -> false;
        };
    }

    private static void find(BsonValue value, Predicate<String> word) {
        switch (value) {
            case BsonDocument document ->
                document.forEach((name, child) -> {
                    if (word.test(name)) throw unseeable(name);
                    find(child, word);
                });
            case BsonArray array -> array.forEach(element -> find(element, word));
            default -> {}
        }
    }

    private static Unseeable unseeable(String name) {
        return new Unseeable(name + REACHING.get(name) + ": leave it out for this collection");
    }
}
