package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/// Hides what a read must not do anywhere in a pipeline. Every such pipeline is refused before anything is sent.
class RuleFuzzTest {
    private static final int RUNS = Boolean.getBoolean("tests.long") ? 100_000 : 2_000;
    private static final long SEED = Long.getLong("tests.seed", System.nanoTime());
    private static final List<String> STAGES = List.of(
            "{\"$out\":\"x\"}",
            "{\"$merge\":{\"into\":\"x\"}}",
            "{\"$currentOp\":{}}",
            "{\"$collStats\":{}}",
            "{\"$indexStats\":{}}",
            "{\"$planCacheStats\":{}}",
            "{\"$changeStream\":{}}",
            "{\"$listSessions\":{}}",
            "{\"$nothing\":1}",
            "{\"$unionWith\":\"system.users\"}",
            "{\"$unionWith\":{\"coll\":\"system.profile\"}}",
            "{\"$unionWith\":{\"db\":\"other\",\"coll\":\"x\"}}",
            "{\"$lookup\":{\"from\":{\"db\":\"other\",\"coll\":\"x\"},\"pipeline\":[],\"as\":\"y\"}}",
            "{\"$lookup\":{\"from\":\"system.views\",\"pipeline\":[],\"as\":\"y\"}}",
            "{\"$graphLookup\":{\"from\":\"system.js\",\"startWith\":1,\"as\":\"y\"}}",
            "{\"$match\":{\"$where\":\"1\"}}",
            "{\"$match\":{\"a\":{\"$where\":\"1\"}}}",
            "{\"$match\":{\"$nor\":[{\"$where\":\"1\"}]}}");
    private static final List<String> EXPRESSIONS = List.of(
            "{\"$function\":{\"body\":\"1\",\"args\":[],\"lang\":\"js\"}}",
            "{\"$accumulator\":{\"init\":\"1\"}}",
            "{\"$where\":\"1\"}",
            "{\"$out\":\"x\"}",
            "{\"$unheardOf\":1}");

    @Test
    void refusesEveryHiddenTrespassBeforeAnythingIsSent() {
        System.out.println("RuleFuzzTest: seed " + SEED + ", " + RUNS + " runs");
        var random = new Random(SEED);
        var commands = new AtomicInteger();
        // Nobody listens there: a read that got past the rules would wait for a server and fail instead.
        try (var nowhere = Connection.open(
                "main", Shelf.settings("mongodb://127.0.0.1:1"), Way.DIRECT, (_, _, _) -> commands.incrementAndGet())) {
            for (var reader : List.of(nowhere.reader(), nowhere.reader().seenBy(new Shown("shop"))))
                for (int run = 0; run < RUNS / 2; run++) refuses(reader, trespass(random));
        }
        assertEquals(0, commands.get());
    }

    private static void refuses(Reader reader, String pipeline) {
        var answer = reader.aggregate(new Aggregate("shop", "orders", pipeline, 0, 0));
        assertInstanceOf(Answer.Refused.class, answer, () -> "seed " + SEED + ": " + pipeline);
    }

    /// A harmless pipeline with a trespass put into it at a random place and depth.
    private static String trespass(Random random) {
        var stages = new ArrayList<BsonValue>(BsonArray.parse(new Asked(random).pipeline(0)));
        var stage = BsonDocument.parse(random.nextBoolean() ? one(STAGES, random) : holding(random));
        for (int depth = random.nextInt(6); depth > 0; depth--) stage = wrapped(stage, random);
        stages.add(random.nextInt(stages.size() + 1), stage);
        return json(stages);
    }

    private static String json(List<BsonValue> stages) {
        return "["
                + String.join(
                        ",",
                        stages.stream()
                                .map(stage -> stage.asDocument().toJson())
                                .toList()) + "]";
    }

    private static String one(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static String holding(Random random) {
        var expression = one(EXPRESSIONS, random);
        for (int depth = random.nextInt(5); depth > 0; depth--)
            expression = String.format(
                    one(
                            List.of(
                                    "{\"$add\":[1,%s]}",
                                    "{\"$cond\":{\"if\":true,\"then\":%s,\"else\":1}}",
                                    "{\"$map\":{\"input\":[1],\"in\":%s}}",
                                    "{\"k\":%s}",
                                    "{\"$let\":{\"vars\":{\"v\":%s},\"in\":1}}",
                                    "[1,%s]"),
                            random),
                    expression);
        return String.format(
                one(
                        List.of(
                                "{\"$match\":{\"$expr\":%s}}",
                                "{\"$match\":{\"$or\":[{\"a\":1},{\"$expr\":%s}]}}",
                                "{\"$project\":{\"y\":%s}}",
                                "{\"$set\":{\"y\":%s}}",
                                "{\"$group\":{\"_id\":1,\"y\":{\"$sum\":%s}}}",
                                "{\"$group\":{\"_id\":%s}}",
                                "{\"$replaceWith\":%s}",
                                "{\"$bucket\":{\"groupBy\":%s,\"boundaries\":[1,2]}}",
                                "{\"$lookup\":{\"from\":\"x\",\"let\":{\"v\":%s},\"pipeline\":[],\"as\":\"y\"}}",
                                "{\"$redact\":%s}"),
                        random),
                expression);
    }

    private static BsonDocument wrapped(BsonDocument stage, Random random) {
        return BsonDocument.parse(String.format(
                one(
                        List.of(
                                "{\"$facet\":{\"f\":[{\"$limit\":1},%s]}}",
                                "{\"$lookup\":{\"from\":\"people\",\"pipeline\":[%s],\"as\":\"y\"}}",
                                "{\"$unionWith\":{\"coll\":\"orders\",\"pipeline\":[%s,{\"$limit\":2}]}}",
                                "{\"$rankFusion\":{\"input\":{\"pipelines\":{\"p\":[%s]}}}}"),
                        random),
                stage.toJson()));
    }
}
