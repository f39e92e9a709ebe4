package nexus.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Makes up filters, sorts, projections and pipelines of the allowed grammar, in Extended JSON. They look for what is
/// hidden wherever they can.
record Asked(Random random) {
    private static final List<String> FIELDS = List.of(
            "_id",
            "a",
            "b",
            "secret",
            "card",
            "in",
            "in.a",
            "in.secret",
            "in.card",
            "list",
            "list.secret",
            "list.card",
            "list.a",
            "list.in.secret",
            "tenant",
            "x",
            "x.secret");
    private static final List<String> VALUES =
            List.of("1", "2", "3", "null", "\"s1\"", "\"<masked>\"", "\"c2\"", "[1,2]", "{\"secret\":\"s1\"}", "true");
    private static final List<String> COLLECTIONS = List.of("orders", "people", "private", "notes", "none");

    String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    String field() {
        return pick(FIELDS);
    }

    String filter(int depth) {
        var field = '"' + field() + '"';
        return switch (random.nextInt(depth > 2 ? 5 : 10)) {
            case 0 -> "{}";
            case 1 -> "{" + field + ":" + pick(VALUES) + "}";
            case 2 -> "{" + field + ":{\"$exists\":" + random.nextBoolean() + "}}";
            case 3 -> "{" + field + ":{\"" + pick(List.of("$gt", "$lte", "$ne", "$eq")) + "\":" + pick(VALUES) + "}}";
            case 4 -> "{" + field + ":{\"$in\":[" + pick(VALUES) + "," + pick(VALUES) + "]}}";
            case 5 ->
                "{\"" + pick(List.of("$and", "$or", "$nor")) + "\":[" + filter(depth + 1) + "," + filter(depth + 1)
                        + "]}";
            case 6 -> "{" + field + ":{\"$regex\":\"^[sc<]\"}}";
            case 7 -> "{\"list\":{\"$elemMatch\":" + filter(3) + "}}";
            case 8 -> "{" + field + ":{\"$not\":{\"$gt\":" + pick(VALUES) + "}}}";
            default -> "{\"$expr\":" + expression(depth + 1) + "}";
        };
    }

    String expression(int depth) {
        return switch (random.nextInt(depth > 3 ? 3 : 14)) {
            case 0, 1 -> "\"$" + field() + '"';
            case 2 -> "\"$$ROOT\"";
            case 3 -> "{\"$objectToArray\":\"$$ROOT\"}";
            case 4 -> "{\"$ifNull\":[" + expression(depth + 1) + ",0]}";
            case 5 -> "{\"$eq\":[" + expression(depth + 1) + "," + expression(depth + 1) + "]}";
            case 6 -> "{\"$cond\":[" + expression(depth + 1) + "," + expression(depth + 1) + ",1]}";
            case 7 -> "{\"$type\":" + expression(depth + 1) + "}";
            case 8 -> "{\"$mergeObjects\":[\"$$ROOT\",{\"y\":" + expression(depth + 1) + "}]}";
            case 9 -> "{\"$divide\":[1," + expression(depth + 1) + "]}";
            case 10 -> "{\"$concat\":[\"$" + field() + "\",\"$" + field() + "\"]}";
            case 11 -> "{\"$getField\":\"" + pick(List.of("secret", "card", "a")) + "\"}";
            case 12 ->
                "{\"$map\":{\"input\":\"$list\",\"as\":\"m\",\"in\":\"$$m." + pick(List.of("secret", "card", "a"))
                        + "\"}}";
            default -> "{\"$size\":{\"$ifNull\":[\"$" + field() + "\",[]]}}";
        };
    }

    String sort() {
        return "{\"" + field() + "\":" + (random.nextBoolean() ? 1 : -1) + ",\"_id\":1}";
    }

    String projection() {
        var one = random.nextBoolean() ? "1" : "0";
        return switch (random.nextInt(5)) {
            case 0 -> "{\"" + field() + "\":" + one + "}";
            case 1 -> "{\"a\":" + one + ",\"secret\":" + one + "}";
            case 2 -> "{\"y\":" + expression(1) + "}";
            case 3 -> "{\"list\":{\"$elemMatch\":{\"secret\":\"s1\"}}}";
            default -> "{\"in.secret\":" + one + "}";
        };
    }

    String pipeline(int depth) {
        var stages = new ArrayList<String>();
        IntStream.range(0, 1 + random.nextInt(4)).forEach(_ -> stages.add(stage(depth)));
        return "[" + String.join(",", stages) + "]";
    }

    private String stage(int depth) {
        var from = '"' + pick(COLLECTIONS) + '"';
        return switch (random.nextInt(depth > 1 ? 10 : 17)) {
            case 0, 1 -> "{\"$match\":" + filter(0) + "}";
            case 2 -> "{\"$project\":" + projection() + "}";
            case 3 -> "{\"$addFields\":{\"" + pick(List.of("y", "a", "secret")) + "\":" + expression(0) + "}}";
            case 4 -> "{\"$sort\":" + sort() + "}";
            case 5 -> "{\"$limit\":" + (1 + random.nextInt(9)) + "}";
            case 6 ->
                "{\"$group\":{\"_id\":" + expression(1) + ",\"n\":{\"$sum\":1},\"all\":{\"$push\":" + expression(1)
                        + "}}}";
            case 7 -> "{\"$unwind\":\"$" + field() + "\"}";
            case 8 -> "{\"$unset\":\"" + field() + "\"}";
            case 9 -> "{\"$count\":\"n\"}";
            case 10 -> "{\"$facet\":{\"one\":" + pipeline(depth + 1) + ",\"two\":" + pipeline(depth + 1) + "}}";
            case 11, 12 ->
                "{\"$lookup\":{\"from\":" + from + ",\"let\":{\"v\":\"$" + field() + "\"},\"pipeline\":"
                        + pipeline(depth + 1) + ",\"as\":\"x\"}}";
            case 13 ->
                "{\"$lookup\":{\"from\":" + from + ",\"localField\":\"" + field() + "\",\"foreignField\":\"" + field()
                        + "\",\"as\":\"x\"}}";
            case 14 -> "{\"$unionWith\":{\"coll\":" + from + ",\"pipeline\":" + pipeline(depth + 1) + "}}";
            case 15 ->
                random.nextBoolean()
                        ? "{\"$unionWith\":" + from + "}"
                        : "{\"$replaceRoot\":{\"newRoot\":{\"$mergeObjects\":[\"$in\",{\"w\":\"$$ROOT\"}]}}}";
            default ->
                "{\"$graphLookup\":{\"from\":" + from + ",\"startWith\":\"$a\",\"connectFromField\":\"a\","
                        + "\"connectToField\":\"b\",\"as\":\"x\"}}";
        };
    }
}
