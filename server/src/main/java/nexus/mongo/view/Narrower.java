package nexus.mongo.view;

import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// Rewrites pipelines on one database so that they answer as if it lacked what a view keeps back. They have to keep the
/// rules for pipelines already; what is malformed is left to MongoDB, which refuses it.
///
/// @param view     what may be seen
/// @param database that the pipelines read
public record Narrower(View view, String database) {
    /// What is left of a collection.
    public Narrowing narrowing(String collection) {
        return Narrowing.of(view.sight(database, collection));
    }

    /// A pipeline on a collection.
    ///
    /// @throws Unseeable if it cannot be asked of a collection of which something is kept back
    public List<BsonDocument> pipeline(String collection, List<BsonDocument> stages) {
        return pipeline(narrowing(collection), stages);
    }

    /// The same, where it is known what is left of the collection.
    public List<BsonDocument> pipeline(Narrowing narrowing, List<BsonDocument> stages) {
        if (!narrowing.isPlain()) Words.check(stages);
        return narrowing.before(inner(stages));
    }

    /// A pipeline whose documents come from where nothing is kept back, such as `$documents`.
    ///
    /// @throws Unseeable as [#pipeline]
    public List<BsonDocument> inner(List<BsonDocument> stages) {
        if (view.isWhole()) return stages;
        return stages.stream().map(this::stage).toList();
    }

    private BsonDocument stage(BsonDocument stage) {
        var narrowed = new BsonDocument();
        stage.forEach((name, value) -> narrowed.append(name, stage(name, value)));
        return narrowed;
    }

    private BsonValue stage(String name, BsonValue value) {
        if (name.equals("$unionWith")) return unionWith(value);
        if (!(value instanceof BsonDocument body)) return value;
        return switch (name) {
            case "$facet" -> pipelines(body);
            case "$lookup" -> lookup(body);
            case "$graphLookup" -> graphLookup(body);
            case "$rankFusion", "$scoreFusion" -> fusion(body);
            default -> body;
        };
    }

    private BsonDocument pipelines(BsonDocument named) {
        var narrowed = new BsonDocument();
        named.forEach((name, stages) -> narrowed.append(name, new BsonArray(inner(stages(stages)))));
        return narrowed;
    }

    private BsonDocument fusion(BsonDocument fusion) {
        if (!(fusion.get("input") instanceof BsonDocument input)
                || !(input.get("pipelines") instanceof BsonDocument named)) return fusion;
        var pipelines = input.clone().append("pipelines", pipelines(named));
        return fusion.clone().append("input", pipelines);
    }

    private BsonValue unionWith(BsonValue value) {
        if (value instanceof BsonString name)
            return narrowing(name.getValue()).isPlain() ? source(name) : piped(new BsonDocument("coll", name), "coll");
        return value instanceof BsonDocument union ? piped(union, "coll") : value;
    }

    private BsonString source(BsonString collection) {
        return new BsonString(narrowing(collection.getValue()).source(collection.getValue()));
    }

    /// The same with a pipeline that is narrowed for the collection it reads, if it reads one.
    private BsonDocument piped(BsonDocument stage, String key) {
        var asked = stages(stage.get("pipeline"));
        var piped = stage.clone();
        if (stage.get(key) instanceof BsonString name) piped.append(key, source(name));
        var narrowed = stage.get(key) instanceof BsonString name ? pipeline(name.getValue(), asked) : inner(asked);
        return narrowed.isEmpty() ? piped : piped.append("pipeline", new BsonArray(narrowed));
    }

    private BsonDocument lookup(BsonDocument lookup) {
        var piped = piped(lookup, "from");
        if (!(lookup.get("from") instanceof BsonString from)) return piped;
        var narrowing = narrowing(from.getValue());
        if (narrowing.isPlain() || !(piped.get("foreignField") instanceof BsonString foreign)) return piped;
        return piped.append("foreignField", new BsonString(foreign(foreign.getValue(), narrowing.fields())));
    }

    /// MongoDB compares this field before it runs the pipeline, so on documents as they are kept.
    private static String foreign(String field, Fields fields) {
        var hidden = fields.hiddenAbove(field);
        if (!hidden.isEmpty()) return hidden.substring(0, hidden.lastIndexOf('.') + 1) + Narrowing.NOWHERE;
        if (!fields.touch(field)) return field;
        throw new Unseeable(
                "$lookup: foreignField " + field + " holds values that are not shown to you: join on another field");
    }

    private BsonDocument graphLookup(BsonDocument lookup) {
        if (!(lookup.get("from") instanceof BsonString from)) return lookup;
        var narrowing = narrowing(from.getValue());
        if (narrowing.isPlain()) return lookup.clone().append("from", source(from));
        var asked = lookup.get("restrictSearchWithMatch") instanceof BsonDocument given ? given : new BsonDocument();
        Words.check(List.of(asked));
        if (!narrowing.values().isEmpty() || Words.useExpr(List.of(asked))) throw noGraph(from.getValue());
        return lookup.clone().append("restrictSearchWithMatch", narrowing.and(asked));
    }

    private static Unseeable noGraph(String collection) {
        return new Unseeable("$graphLookup searches documents as they are kept, and not all of " + collection
                + " is shown to you: use $lookup, once for every step, and no $expr in restrictSearchWithMatch");
    }

    private static List<BsonDocument> stages(@Nullable BsonValue pipeline) {
        return Optional.ofNullable(pipeline).stream()
                .filter(BsonValue::isArray)
                .flatMap(array -> array.asArray().stream())
                .map(BsonValue::asDocument)
                .toList();
    }
}
