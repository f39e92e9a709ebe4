package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateRulesTest {
    private static final int ROUNDS = 100_000;
    private static final List<String> FORBIDDEN = List.of("$where", "$function", "$accumulator", "$out", "$merge");
    private static final List<String> OPERATORS =
            List.of("$set", "$push", "$pull", "$addToSet", "$setOnInsert", "$min");

    private static void check(String update) {
        UpdateRules.update(BsonDocument.parse("{u: " + update + "}").get("u", BsonNull.VALUE), Path.of("update"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{$set: {'a.b': 1, c: {$ref: 'x', $id: 1}}}",
                "{$push: {a: {$each: [1, {b: 2}], $slice: -5, $sort: {b: 1}, $position: 0}}}",
                "{$pull: {a: {$gte: 5}, b: {c: {$lt: 2}, d: 'x'}, e: {$elemMatch: {f: 1}}, g: 3}}",
                "{$addToSet: {a: {$each: [1]}}, $currentDate: {b: true, c: {$type: 'date'}}}",
                "{$rename: {a: 'b.c'}, $unset: {d: ''}, $bit: {e: {and: 1}}, $pop: {f: 1}, $pullAll: {g: [1]}}",
                "{$set: {'a.$[x].b': 1, 'c.$': 2, 'd.$[]': 3}}",
                "[{$set: {a: {$concat: ['$b', 'x']}}}, {$unset: ['c', 'd']}, {$replaceWith: '$$ROOT'}]",
                "[{$project: {a: 1}}, {$addFields: {b: {$cond: [true, 1, 2]}}}, {$replaceRoot: {newRoot: '$a'}}]"
            })
    void takesWhatUpdatesAreMadeOf(String update) {
        assertDoesNotThrow(() -> check(update));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "5",
                "{a: 1}",
                "{$set: {a: 1}, b: 2}",
                "{$set: 5}",
                "{$set: {$a: 1}}",
                "{$set: {a: {$gt: 1}}}",
                "{$set: {a: [{$where: '1'}]}}",
                "{$push: {a: {$each: [1], $slip: 1}}}",
                "{$pull: {a: {$where: '1'}}}",
                "{$pull: {a: {b: {$function: {}}}}}",
                "{$rename: {a: '$b'}}",
                "{$rename: {a: 5}}",
                "[{$match: {}}]",
                "[{$lookup: {from: 'x', as: 'y'}}]",
                "[{$set: {a: 1}, $unset: 'b'}]",
                "[{$set: {a: {$function: {body: '1', args: [], lang: 'js'}}}}]",
                "[{$out: 'x'}]"
            })
    void refusesTheRest(String update) {
        assertThrows(Refusal.class, () -> check(update));
    }

    @Test
    void knowsWhichFieldsAreTouched() {
        var update = BsonDocument.parse("{$set: {'a.b': 1}, $rename: {c: 'd.e'}, $inc: {f: 1}}");
        assertTrue(UpdateRules.touched(update).containsAll(Set.of("a", "c", "d", "f")));
    }

    @Test
    void findsAForbiddenNameWhereverItIsHidden() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var update = random.nextBoolean() ? operators(random) : pipeline(random);
            try {
                UpdateRules.update(update, Path.of("update"));
                throw new AssertionError("seed " + seed + ": " + update);
            } catch (Refusal refusal) {
                refused++;
            }
        }
        assertEquals(ROUNDS, refused);
        System.out.println("UpdateRulesTest: " + ROUNDS + " updates refused, seed " + seed);
    }

    private static BsonValue operators(Random random) {
        var operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
        var update = new BsonDocument("$inc", new BsonDocument("n", new BsonInt32(1)));
        return update.append(operator, new BsonDocument("f", hidden(random, 1 + random.nextInt(6))));
    }

    private static BsonValue pipeline(Random random) {
        var value = hidden(random, 1 + random.nextInt(6));
        return new BsonArray(List.of(
                new BsonDocument("$unset", new BsonString("x")),
                new BsonDocument("$set", new BsonDocument("f", value))));
    }

    /// A forbidden name below so many levels of harmless ones.
    private static BsonValue hidden(Random random, int depth) {
        if (depth == 0) {
            return new BsonDocument(FORBIDDEN.get(random.nextInt(FORBIDDEN.size())), new BsonInt32(1));
        }
        var inner = hidden(random, depth - 1);
        return switch (random.nextInt(3)) {
            case 0 -> new BsonArray(List.of(new BsonInt32(1), inner));
            case 1 -> new BsonDocument("a", new BsonInt32(1)).append("b", inner);
            default -> new BsonDocument("c", inner);
        };
    }
}
