package nexus.mongo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.testing.PartView;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is sent in place of what a caller asks.
class NarrowerTest {
    private static final Narrower NARROWER = new Narrower(new Shop(), "shop");
    private static final String FILTER = "{\"$match\":{\"tenant\":1}}";
    private static final String BARRIER = "{\"$limit\":2147483647}";
    private static final String HIDE = "{\"$unset\":[\"secret\",\"in.key\"]},{\"$unset\":\"NOWHERE\"}";
    private static final String MASK = Mask.stage("card").toJson();

    /// `whole` is seen as it is, `rows` with a forced filter, `fields` without some fields, `orders` with all of this.
    private record Shop() implements PartView {
        private static final Map<String, Sight> SIGHTS = Map.of(
                "whole", Sight.whole(Level.READ),
                "rows", new Sight(List.of(), List.of(), "{\"tenant\":1}", Level.READ),
                "fields", new Sight(List.of("secret", "in.key", "in.key.deep"), List.of(), "", Level.READ),
                "orders", new Sight(List.of("secret", "in.key"), List.of("card"), "{\"tenant\":1}", Level.READ));

        @Override
        public boolean hasDatabase(String database) {
            return database.equals("shop");
        }

        @Override
        public Optional<Sight> sight(String database, String collection) {
            return Optional.ofNullable(SIGHTS.get(collection));
        }
    }

    private static List<BsonDocument> stages(String json) {
        return BsonArray.parse(json).stream().map(BsonValue::asDocument).toList();
    }

    /// One row: a pipeline on a collection, and what is sent.
    record Row(String collection, String asked, String sent) {}

    static List<Row> rows() {
        var match = "{\"$match\":{\"a\":1}}";
        var all = FILTER + "," + MASK + "," + HIDE;
        return List.of(
                new Row("whole", "[" + match + "]", "[" + match + "]"),
                new Row("nowhere", "[" + match + "]", "[" + match + "]"),
                new Row("rows", "[]", "[" + FILTER + "]"),
                new Row("rows", "[" + match + "]", "[" + FILTER + "," + match + "]"),
                new Row("fields", "[" + match + "]", "[" + HIDE + "," + match + "]"),
                new Row("orders", "[" + match + "]", "[" + all + "," + match + "]"),
                new Row(
                        "rows",
                        "[{\"$match\":{\"$expr\":{\"$divide\":[1,\"$a\"]}}}]",
                        "[" + FILTER + "," + BARRIER + ",{\"$match\":{\"$expr\":{\"$divide\":[1,\"$a\"]}}}]"),
                new Row(
                        "fields",
                        "[{\"$match\":{\"$expr\":\"$a\"}}]",
                        "[" + HIDE + ",{\"$match\":{\"$expr\":\"$a\"}}]"),
                new Row("whole", "[{\"$unionWith\":\"whole\"}]", "[{\"$unionWith\":\"whole\"}]"),
                new Row("whole", "[{\"$unionWith\":\"private\"}]", "[{\"$unionWith\":\"NOWHERE\"}]"),
                new Row(
                        "whole",
                        "[{\"$unionWith\":\"rows\"}]",
                        "[{\"$unionWith\":{\"coll\":\"rows\",\"pipeline\":[" + FILTER + "]}}]"),
                new Row(
                        "whole",
                        "[{\"$unionWith\":{\"coll\":\"orders\",\"pipeline\":[" + match + "]}}]",
                        "[{\"$unionWith\":{\"coll\":\"orders\",\"pipeline\":[" + all + "," + match + "]}}]"),
                new Row(
                        "whole",
                        "[{\"$unionWith\":{\"coll\":\"private\",\"pipeline\":[" + match + "]}}]",
                        "[{\"$unionWith\":{\"coll\":\"NOWHERE\",\"pipeline\":[" + match + "]}}]"),
                new Row("whole", lookup("whole", "a", ""), lookup("whole", "a", "")),
                new Row("whole", lookup("private", "a", ""), lookup("NOWHERE", "a", "")),
                new Row("whole", lookup("orders", "a", ""), lookup("orders", "a", all)),
                new Row("whole", lookup("fields", "secret", ""), lookup("fields", "NOWHERE", HIDE)),
                new Row("whole", lookup("fields", "in.key.x", ""), lookup("fields", "in.NOWHERE", HIDE)),
                new Row("whole", joined("rows", match), joined("rows", FILTER + "," + match)),
                new Row("whole", joined("private", match), joined("NOWHERE", match)),
                new Row(
                        "whole",
                        joined("whole", "{\"$unionWith\":\"private\"}"),
                        joined("whole", "{\"$unionWith\":\"NOWHERE\"}")),
                new Row("whole", graph("whole", ""), graph("whole", "")),
                new Row("whole", graph("private", ""), graph("NOWHERE", "")),
                new Row("whole", graph("rows", ""), graph("rows", "{\"tenant\":1}")),
                new Row("whole", graph("rows", "{\"a\":1}"), graph("rows", "{\"$and\":[{\"tenant\":1},{\"a\":1}]}")),
                new Row(
                        "rows",
                        "[{\"$facet\":{\"one\":[{\"$count\":\"n\"}],\"two\":" + joined("private", "") + "}}]",
                        "[" + FILTER + ",{\"$facet\":{\"one\":[{\"$count\":\"n\"}],\"two\":" + joined("NOWHERE", "")
                                + "}}]"),
                new Row(
                        "whole",
                        "[{\"$facet\":{\"one\":" + joined("rows", "{\"$unionWith\":\"fields\"}") + "}}]",
                        "[{\"$facet\":{\"one\":"
                                + joined(
                                        "rows",
                                        FILTER + ",{\"$unionWith\":{\"coll\":\"fields\",\"pipeline\":[" + HIDE + "]}}")
                                + "}}]"));
    }

    private static String lookup(String from, String foreign, String pipeline) {
        return "[{\"$lookup\":{\"from\":\"" + from + "\",\"localField\":\"a\",\"foreignField\":\"" + foreign
                + "\",\"as\":\"x\"" + (pipeline.isEmpty() ? "" : ",\"pipeline\":[" + pipeline + "]") + "}}]";
    }

    private static String joined(String from, String pipeline) {
        return "[{\"$lookup\":{\"from\":\"" + from + "\",\"let\":{\"v\":\"$a\"},\"as\":\"x\",\"pipeline\":[" + pipeline
                + "]}}]";
    }

    private static String graph(String from, String search) {
        return "[{\"$graphLookup\":{\"from\":\"" + from + "\",\"startWith\":\"$a\",\"connectFromField\":\"a\","
                + "\"connectToField\":\"b\",\"as\":\"x\""
                + (search.isEmpty() ? "" : ",\"restrictSearchWithMatch\":" + search) + "}}]";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void putsWhatIsKeptBackBeforeWhatIsAsked(Row row) {
        var sent = stages(row.sent().replace("NOWHERE", Narrowing.NOWHERE));
        assertEquals(sent, NARROWER.pipeline(row.collection(), stages(row.asked())));
    }

    /// One row: a pipeline on a collection, and why it is not sent.
    record Bad(String collection, String asked, String reason) {}

    static List<Bad> bad() {
        var join = " holds values that are not shown to you: join on another field";
        var graph = " is shown to you: use $lookup, once for every step, and no $expr in restrictSearchWithMatch";
        var index = " reads an index, which holds what is kept back";
        return List.of(
                new Bad("whole", lookup("orders", "card", ""), "$lookup: foreignField card" + join),
                new Bad("whole", lookup("orders", "card.x", ""), "$lookup: foreignField card.x" + join),
                new Bad("whole", lookup("orders", "in", ""), "$lookup: foreignField in" + join),
                new Bad(
                        "whole",
                        graph("fields", ""),
                        "$graphLookup searches documents as they are kept, and not all of fields" + graph),
                new Bad(
                        "whole",
                        graph("rows", "{\"$expr\":\"$a\"}"),
                        "$graphLookup searches documents as they are kept, and not all of rows" + graph),
                new Bad(
                        "rows",
                        "[{\"$match\":{\"$text\":{\"$search\":\"a\"}}}]",
                        "$text" + index + ": leave it out for this collection"),
                new Bad(
                        "fields",
                        "[{\"$match\":{\"$or\":[{\"a\":{\"$near\":[0,0]}}]}}]",
                        "$near" + index + ": leave it out for this collection"),
                new Bad(
                        "rows",
                        "[{\"$addFields\":{\"a\":{\"$meta\":\"textScore\"}}}]",
                        "$meta tells how MongoDB found a document: leave it out for this collection"),
                new Bad("rows", "[{\"$geoNear\":{}}]", "$geoNear" + index + ": use $match for this collection"),
                new Bad(
                        "whole",
                        joined("rows", "{\"$search\":{}}"),
                        "$search" + index + ": use $match for this collection"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void refusesWhatCannotBeSaidAsStages(Bad row) {
        var asked = stages(row.asked());
        var refused = assertThrows(Unseeable.class, () -> NARROWER.pipeline(row.collection(), asked));
        assertEquals(row.reason(), refused.reason());
    }

    @Test
    void aFindBecomesStages() {
        var find = new Lookout(
                BsonDocument.parse("{\"a\":1}"),
                BsonDocument.parse("{\"b\":1}"),
                BsonDocument.parse("{\"c\":-1}"),
                5,
                10);
        assertEquals(
                stages("[{\"$match\":{\"a\":1}},{\"$sort\":{\"c\":-1}},{\"$skip\":5},{\"$limit\":10},"
                        + "{\"$project\":{\"b\":1}}]"),
                find.stages());
        assertEquals(List.of(), new Lookout(new BsonDocument()).stages());
    }

    /// One row: a projection or sort of a find, and what it is refused with.
    record Placed(String projection, String sort, String what) {}

    static List<Placed> placed() {
        return List.of(
                new Placed("{\"a.$\":1}", "{}", "a.$"),
                new Placed("{\"a\":{\"$elemMatch\":{\"b\":1}}}", "{}", "$elemMatch"),
                new Placed("{\"a\":{\"$slice\":5}}", "{}", "$slice"),
                new Placed("{\"a\":{\"$slice\":[2,5]}}", "{}", "$slice"),
                new Placed("{}", "{\"$natural\":1}", "$natural"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("placed")
    void refusesOfAFindWhatStagesLack(Placed row) {
        var none = new BsonDocument();
        var find = new Lookout(none, BsonDocument.parse(row.projection()), BsonDocument.parse(row.sort()), 0, 0);
        var reason = row.what().equals("$natural")
                ? "sort: $natural is how documents are kept, and not all of this collection is shown to you: sort by a"
                        + " field"
                : "projection: " + row.what() + " is not for collections of which not all is shown to you: use"
                        + " aggregate with $filter or $slice as an expression";
        assertEquals(reason, assertThrows(Unseeable.class, find::stages).reason());
    }

    @Test
    void aDistinctBecomesStages() {
        assertEquals(
                stages("[{\"$match\":{\"a\":1}},{\"$project\":{\"_id\":0,\"v\":\"$in.b\"}},"
                        + "{\"$unwind\":{\"path\":\"$v\",\"preserveNullAndEmptyArrays\":true}},"
                        + "{\"$match\":{\"v\":{\"$exists\":true}}},{\"$group\":{\"_id\":\"$v\"}},"
                        + "{\"$group\":{\"_id\":null,\"values\":{\"$push\":\"$_id\"}}}]"),
                DistinctStages.of("in.b", BsonDocument.parse("{\"a\":1}")));
        assertEquals(
                "field: in.0 names a position in an array, which is not for collections of which not all is shown to"
                        + " you: use aggregate with $arrayElemAt",
                assertThrows(Unseeable.class, () -> DistinctStages.of("in.0", new BsonDocument()))
                        .reason());
    }
}
