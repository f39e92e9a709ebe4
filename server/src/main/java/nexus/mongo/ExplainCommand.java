package nexus.mongo;

import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Makes the command that explains a query, under the rules that hold for running it.
final class ExplainCommand {
    private static final Set<String> VERBOSITIES = Set.of("queryPlanner", "executionStats", "allPlansExecution");
    private static final String SHAPE = "method must be an array of one object, such as"
            + " [{\"name\": \"find\", \"arguments\": {\"filter\": {}}}]; its name is find, aggregate or count";

    private ExplainCommand() {}

    /// @throws Refusal if the query may not be run
    static BsonDocument of(Explain query) {
        if (!VERBOSITIES.contains(query.verbosity())) {
            throw new Refusal("verbosity must be queryPlanner, executionStats or allPlansExecution");
        }
        var methods = Arguments.array(query.method(), "method");
        if (methods.size() != 1 || !(methods.getFirst() instanceof BsonDocument method)) throw new Refusal(SHAPE);
        only(method, "method[0]", Set.of("name", "arguments"));
        if (!(method.get("arguments", new BsonDocument()) instanceof BsonDocument arguments)) throw new Refusal(SHAPE);
        var name = method.get("name") instanceof BsonString text ? text.getValue() : "";
        var command = switch (name) {
            case "find" -> find(query.collection(), arguments);
            case "aggregate" -> aggregate(query.collection(), arguments);
            case "count" -> count(query.collection(), arguments);
            default -> throw new Refusal(SHAPE);
        };
        return new BsonDocument("explain", command).append("verbosity", new BsonString(query.verbosity()));
    }

    private static BsonDocument find(String collection, BsonDocument arguments) {
        only(arguments, "method[0].arguments", Set.of("filter", "projection", "sort", "limit", "skip"));
        var filter = document(arguments, "filter");
        var projection = document(arguments, "projection");
        var sort = document(arguments, "sort");
        QueryRules.filter(filter, Path.of("filter"));
        QueryRules.projection(projection, Path.of("projection"));
        QueryRules.sort(sort, Path.of("sort"));
        var find = new BsonDocument("find", new BsonString(collection)).append("filter", filter);
        if (!projection.isEmpty()) find.append("projection", projection);
        if (!sort.isEmpty()) find.append("sort", sort);
        for (var number : Set.of("limit", "skip")) {
            if (arguments.containsKey(number)) find.append(number, number(arguments.get(number), number));
        }
        return find;
    }

    private static BsonDocument aggregate(String collection, BsonDocument arguments) {
        only(arguments, "method[0].arguments", Set.of("pipeline"));
        if (!(arguments.get("pipeline") instanceof BsonArray pipeline)) {
            throw new Refusal("method[0].arguments.pipeline is needed: the stages");
        }
        PipelineRules.pipeline(pipeline, Path.of("pipeline"));
        return aggregate(collection, pipeline);
    }

    /// The driver counts with a pipeline, and so that is what is explained.
    private static BsonDocument count(String collection, BsonDocument arguments) {
        only(arguments, "method[0].arguments", Set.of("query"));
        var filter = document(arguments, "query");
        QueryRules.filter(filter, Path.of("query"));
        return aggregate(
                collection,
                BsonArray.parse("[{\"$match\": {}}, {\"$group\": {\"_id\": 1, \"n\": {\"$sum\": 1}}}]"),
                filter);
    }

    private static BsonDocument aggregate(String collection, BsonArray counting, BsonDocument filter) {
        counting.set(0, new BsonDocument("$match", filter));
        return aggregate(collection, counting);
    }

    private static BsonDocument aggregate(String collection, BsonArray pipeline) {
        return new BsonDocument("aggregate", new BsonString(collection))
                .append("pipeline", pipeline)
                .append("cursor", new BsonDocument());
    }

    private static BsonDocument document(BsonDocument arguments, String name) {
        var value = arguments.get(name, new BsonDocument());
        if (value instanceof BsonDocument document) return document;
        throw new Refusal("method[0].arguments." + name + " must be an object");
    }

    private static BsonInt32 number(BsonValue value, String name) {
        if (value instanceof BsonInt32 number && number.getValue() >= 0) return number;
        throw new Refusal("method[0].arguments." + name + " must be a whole number, 0 or more");
    }

    private static void only(BsonDocument document, String place, Set<String> known) {
        for (var name : document.keySet()) {
            if (!known.contains(name)) {
                throw new Refusal(Path.of(place).at(name) + ": there is no such argument; there are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }
}
