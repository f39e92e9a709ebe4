package nexus.mongo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// What a server says about the way it runs a query, without what it says about itself, and the gist of it in words.
final class Plan {
    /// About the server and not about the query, or the same once more in a language of the engine.
    private static final Set<String> LEFT_OUT = Set.of(
            "serverInfo",
            "serverParameters",
            "connectionString",
            "host",
            "hostAndPort",
            "remotes",
            "command",
            "ok",
            "$clusterTime",
            "operationTime",
            "$gleStats",
            "lastCommittedOpTime",
            "$configServerState",
            "slotBasedPlan",
            "queryHash",
            "planCacheKey",
            "planCacheShapeHash",
            "queryShapeHash",
            "explainVersion",
            "optimizerPhases",
            "optimizationTimeMillis",
            "signature",
            "lsid");

    /// Their fields are those of the caller's documents, whatever they are called.
    private static final Set<String> OF_THE_CALLER = Set.of(
            "parsedQuery",
            "filter",
            "indexBounds",
            "keyPattern",
            "multiKeyPaths",
            "sortPattern",
            "transformBy",
            "projection",
            "indexFilter",
            "$match",
            "$project",
            "$group",
            "$addFields",
            "$set",
            "$unset",
            "$sort",
            "$replaceRoot",
            "$replaceWith",
            "$bucket",
            "$bucketAuto",
            "$setWindowFields",
            "$densify",
            "$fill");

    private final Set<String> ways = new LinkedHashSet<>();
    private final List<String> spent = new ArrayList<>();
    private boolean readsAll;

    /// The plan without what is left out.
    BsonDocument read(BsonDocument explained) {
        var shown = new BsonDocument();
        explained.forEach((name, value) -> {
            if (LEFT_OUT.contains(name)) return;
            notice(name, value);
            shown.append(name, OF_THE_CALLER.contains(name) ? value : inside(value));
        });
        return shown;
    }

    private BsonValue inside(BsonValue value) {
        return switch (value) {
            case BsonDocument document -> read(document);
            case BsonArray array ->
                new BsonArray(array.stream().map(this::inside).toList());
            default -> value;
        };
    }

    private void notice(String name, BsonValue value) {
        if (!(value instanceof BsonDocument document)) return;
        if (name.equals("winningPlan") && !document.containsKey("shards")) {
            var stages = new ArrayList<String>();
            stages(document, stages);
            if (!stages.isEmpty()) ways.add(String.join(" > ", stages));
        }
        if (name.equals("executionStats") && document.isNumber("nReturned")) spent.add(spent(document));
    }

    /// Stages from the first to run to the last.
    private void stages(BsonDocument plan, List<String> stages) {
        for (var child : List.of("queryPlan", "inputStage", "outerStage", "innerStage")) {
            if (plan.get(child) instanceof BsonDocument input) stages(input, stages);
        }
        if (plan.get("inputStages") instanceof BsonArray inputs) {
            inputs.forEach(input -> stages(input.asDocument(), stages));
        }
        if (!plan.isString("stage")) return;
        var stage = plan.getString("stage").getValue();
        if (stage.equals("COLLSCAN")) readsAll = true;
        stages.add(
                plan.isString("indexName")
                        ? stage + " " + plan.getString("indexName").getValue()
                        : stage);
    }

    private static String spent(BsonDocument stats) {
        return "returned " + number(stats, "nReturned") + ", looked at " + number(stats, "totalKeysExamined")
                + " index keys and " + number(stats, "totalDocsExamined") + " documents in "
                + number(stats, "executionTimeMillis") + " ms";
    }

    private static long number(BsonDocument stats, String name) {
        return stats.isNumber(name) ? stats.getNumber(name).longValue() : 0;
    }

    /// Its stages, such as `IXSCAN status_1 > FETCH`, and what it took where the query was run.
    String gist() {
        var way = ways.isEmpty() ? "no plan is told" : String.join("; ", ways);
        return spent.isEmpty() ? way : way + ": " + String.join("; ", spent);
    }

    List<String> notes() {
        return readsAll
                ? List.of("COLLSCAN reads every document of the collection: an index on the fields it asks for"
                        + " would help, see collection-indexes.")
                : List.of();
    }
}
