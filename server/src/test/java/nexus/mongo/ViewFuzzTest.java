package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import nexus.mongo.view.Lookout;
import nexus.mongo.view.Narrower;
import nexus.mongo.view.Narrowing;
import nexus.mongo.view.Unseeable;
import nexus.testing.MongoPeer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/// Asks at random, once as a caller that sees a part and once of a database that lacks the rest.
class ViewFuzzTest {
    private static final int RUNS = Boolean.getBoolean("tests.long") ? 100_000 : 2_000;
    private static final long SEED = Long.getLong("tests.seed", System.nanoTime());
    private static final List<String> TARGETS =
            List.of("orders", "orders", "orders", "notes", "people", "private", "none");

    /// The server in this process logs a stack trace for every query it refuses.
    private static final java.util.logging.Logger EMULATOR = java.util.logging.Logger.getLogger("de.bwaldvogel");

    /// It also cuts the connection where it cannot write an answer, and such a read is tried again for as long.
    private static final Limits SHORT = new Limits(100, 1 << 20, Duration.ofMillis(300));

    private final TreeMap<String, Integer> tally = new TreeMap<>();

    private static List<BsonDocument> documents(Random random) {
        var documents = new ArrayList<BsonDocument>();
        for (int id = 0; id < 12; id++) {
            var inner = "{\"a\":" + random.nextInt(3) + ",\"secret\":\"s" + random.nextInt(3) + "\",\"card\":\"c"
                    + random.nextInt(3) + "\"}";
            var list = List.of("[" + inner + ",{\"in\":" + inner + "}]", inner, "[]", "[" + inner + ",5]", "3");
            documents.add(BsonDocument.parse("{\"_id\":" + id + ",\"tenant\":" + random.nextInt(3) + ",\"a\":"
                    + random.nextInt(3) + ",\"secret\":\"s" + random.nextInt(3) + "\",\"list\":"
                    + list.get(random.nextInt(5)) + ",\"in\":" + (id % 4 == 0 ? "7" : inner)
                    + (id % 3 == 0 ? "" : ",\"card\":\"c" + id + "\"") + ",\"b\":\"s" + random.nextInt(3) + "\"}"));
        }
        return documents;
    }

    private static void fill(MongoPeer whole, MongoPeer lacking, Random random) {
        for (var name : List.of("orders", "notes", "people", "private")) {
            var documents = documents(random);
            whole.database().getCollection(name, BsonDocument.class).insertMany(documents);
            var sight = Shown.SIGHTS.get(name);
            if (sight == null) continue;
            var left = documents.stream()
                    .filter(one ->
                            sight.filter().isEmpty() || one.getInt32("tenant").getValue() == 1)
                    .map(one -> Shown.without(one, sight))
                    .toList();
            if (!left.isEmpty())
                lacking.database().getCollection(name, BsonDocument.class).insertMany(left);
        }
    }

    @Test
    void answersAsIfTheRestWereNotThere() {
        EMULATOR.setLevel(java.util.logging.Level.OFF);
        System.out.println("ViewFuzzTest answers: seed " + SEED + ", " + RUNS + " runs");
        var random = new Random(SEED);
        try (var whole = MongoPeer.start();
                var lacking = MongoPeer.start();
                var one = Connection.open("main", Shelf.settings(whole.uri()), Way.DIRECT, Events.NONE);
                var other = Connection.open("main", Shelf.settings(lacking.uri(), SHORT), Way.DIRECT, Events.NONE)) {
            fill(whole, lacking, random);
            var seen = one.reader().seenBy(new Shown(whole.databaseName()));
            for (int run = 0; run < RUNS; run++) {
                var asked = new Query(new Asked(random));
                if (!isSafe(asked, whole)) continue;
                var truth = lacking.isEmulator()
                        ? asked.truth(other.reader(), lacking.databaseName())
                        : asked.ask(
                                other.reader().seenBy(new Shown(lacking.databaseName(), Shown.ALIKE)),
                                lacking.databaseName());
                if (truth instanceof Answer.Failed) tally.merge("the server broke on the truth", 1, Integer::sum);
                else compare(asked, asked.ask(seen, whole.databaseName()), truth, whole.isEmulator());
            }
        }
        System.out.println("ViewFuzzTest answers: " + tally);
        assertTrue(tally.getOrDefault("equal answers", 0) > RUNS / 4, tally::toString);
        assertTrue(tally.getOrDefault("refused by one of them", 0) <= RUNS / 200, tally::toString);
    }

    /// A question that was made up.
    private record Query(String collection, String kind, List<String> parts) {
        Query(Asked asked) {
            this(
                    asked.pick(TARGETS),
                    asked.pick(List.of("find", "aggregate", "aggregate", "count")),
                    List.of(asked.filter(0), asked.projection(), asked.sort(), asked.pipeline(0)));
        }

        Answer ask(Reader reader, String database) {
            return switch (kind) {
                case "find" ->
                    reader.find(new Find(database, collection, parts.get(0), parts.get(1), parts.get(2), 0, 8, 0));
                case "count" -> reader.count(new Count(database, collection, parts.get(0)));
                default -> reader.aggregate(new Aggregate(database, collection, parts.get(3), 0, 0));
            };
        }

        /// The same of a database that lacks the rest. What becomes stages is asked as stages here too,
        /// since the server in this process differs from itself. Where `list` is an empty array,
        /// projecting `list.card` leaves it as it is in a find, and puts `card: []` in its place in
        /// stages; and a find leaves out what `$divide` computes.
        Answer truth(Reader reader, String database) {
            var sight = new Shown(database).sight(database, collection);
            if (Narrowing.of(sight).isPlain() || kind.equals("aggregate")) return ask(reader, database);
            var filter = BsonDocument.parse(parts.get(0));
            if (kind.equals("count")) {
                var stages = new BsonArray(new Lookout(filter).stages());
                stages.add(BsonDocument.parse("{\"$count\":\"n\"}"));
                return reader.aggregate(new Aggregate(database, collection, json(stages), 0, 0));
            }
            var lookout = new Lookout(filter, BsonDocument.parse(parts.get(1)), BsonDocument.parse(parts.get(2)), 0, 0);
            try {
                return reader.aggregate(new Aggregate(database, collection, json(lookout.stages()), 8, 0));
            } catch (Unseeable e) {
                return new Answer.Refused(e.reason());
            }
        }

        private static String json(List<? extends BsonValue> stages) {
            return new BsonDocument("v", new BsonArray(stages))
                    .toJson()
                    .replaceFirst("^\\{\"v\": ", "")
                    .replaceFirst("}$", "");
        }
    }

    /// What cannot be run, or is refused in words, is looked at as it would be sent.
    private boolean isSafe(Query asked, MongoPeer peer) {
        if (!asked.kind().equals("aggregate")) return true;
        var database = peer.databaseName();
        var narrower = new Narrower(new Shown(database), database);
        var stages = BsonArray.parse(asked.parts().get(3)).stream()
                .map(BsonValue::asDocument)
                .toList();
        try {
            var sent = narrower.pipeline(asked.collection(), stages);
            var counted = new int[1];
            check(narrower, new BsonArray(sent), counted);
            startsNarrowed(narrower, asked.collection(), new BsonArray(sent));
            if (counted[0] == 0 || !peer.isEmulator()) return true;
            tally.merge("sent only to newer servers, looked at", 1, Integer::sum);
            return false;
        } catch (Unseeable e) {
            tally.merge("refused in words", 1, Integer::sum);
            return false;
        }
    }

    private void check(Narrower narrower, BsonValue value, int[] joined) {
        if (value instanceof BsonArray array) array.forEach(element -> check(narrower, element, joined));
        if (!(value instanceof BsonDocument document)) return;
        document.forEach((name, body) -> {
            check(narrower, body, joined);
            if (name.equals("$lookup")) reads(narrower, body.asDocument(), "from");
            if (name.equals("$unionWith") && body.isDocument()) reads(narrower, body.asDocument(), "coll");
            if (name.equals("$unionWith") && body.isString()) reads(narrower, new BsonDocument("coll", body), "coll");
            if (name.equals("$graphLookup")) searches(narrower, body.asDocument());
            if (name.equals("$graphLookup") || name.equals("$unionWith")) joined[0]++;
            if (name.equals("$lookup") && body.asDocument().keySet().containsAll(List.of("pipeline", "localField")))
                joined[0]++;
        });
    }

    /// It takes no stages, so only documents can be kept back.
    private static void searches(Narrower narrower, BsonDocument body) {
        var from = body.getString("from").getValue();
        var narrowing = narrower.narrowing(from);
        assertTrue(narrowing.isSeen() || from.equals(Narrowing.NOWHERE), from);
        assertEquals(List.of(), narrowing.values());
        if (narrowing.isPlain()) return;
        var forced = narrowing.rows().getFirst().getDocument("$match");
        var sent = body.getDocument("restrictSearchWithMatch");
        assertTrue(sent.equals(forced) || sent.getArray("$and").getFirst().equals(forced), sent::toJson);
    }

    private static void reads(Narrower narrower, BsonDocument body, String key) {
        var name = body.get(key, new BsonString("")).asString().getValue();
        assertTrue(
                name.isEmpty()
                        || name.equals(Narrowing.NOWHERE)
                        || narrower.narrowing(name).isSeen(),
                name);
        startsNarrowed(narrower, name, body.getArray("pipeline", new BsonArray()));
    }

    private static void startsNarrowed(Narrower narrower, String collection, BsonArray sent) {
        var narrowing = narrower.narrowing(collection);
        var stages = new ArrayList<>(narrowing.rows());
        stages.addAll(narrowing.values());
        var kept = sent.stream()
                .filter(stage -> !stage.equals(BsonDocument.parse("{\"$limit\":2147483647}")))
                .limit(stages.size())
                .toList();
        assertEquals(stages, kept);
    }

    /// @param isStrict whether a query fails of two databases alike, and answers in one order; where a server plans by
    ///                 how much there is, what fails in one plan may not be worked out in the other
    private void compare(Query asked, Answer seen, Answer truth, boolean isStrict) {
        if (seen instanceof Answer.Refused(var why) && why.startsWith("projection: ")) {
            tally.merge("refused in words", 1, Integer::sum);
            return;
        }
        if (!isStrict && isRefused(seen) != isRefused(truth)) {
            tally.merge("refused by one of them", 1, Integer::sum);
            return;
        }
        var expected = text(truth);
        var isSame =
                isStrict ? expected.equals(text(seen)) : Unordered.of(expected).equals(Unordered.of(text(seen)));
        if (!isSame) assertEquals(expected, text(seen), () -> "seed " + SEED + ": " + asked + " " + seen);
        tally.merge(expected.startsWith("[") ? "equal answers" : "equal refusals", 1, Integer::sum);
        if (expected.equals("[]")) tally.merge("of these empty", 1, Integer::sum);
    }

    private static boolean isRefused(Answer answer) {
        return answer instanceof Answer.Refused || answer instanceof Answer.Failed;
    }

    private static String text(Answer answer) {
        return switch (answer) {
            // Some servers count nothing as 0.
            case Answer.Documents found ->
                new String(JsonBuffer.join(found.json()), UTF_8).replace("[{\"n\":0}]", "[]");
            case Answer.Count found -> found.count() == 0 ? "[]" : "[{\"n\":" + found.count() + "}]";
            default -> answer.getClass().getSimpleName();
        };
    }
}
