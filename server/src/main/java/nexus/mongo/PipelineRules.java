package nexus.mongo;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// The rules that pipelines keep: only stages on the list of [Operators], at every depth, and only collections of the
/// same database that are not the server's own. Each method throws a [Refusal] whose sentence names the place.
final class PipelineRules {
    private static final int MOST_STAGES = 100;

    private PipelineRules() {}

    static void pipeline(@Nullable BsonValue value, Path path) {
        if (!(value instanceof BsonArray stages)) throw new Refusal(path + " must be an array of stages");
        if (stages.size() > MOST_STAGES) {
            throw new Refusal(path + " has " + stages.size() + " stages: " + MOST_STAGES + " are allowed");
        }
        for (int i = 0; i < stages.size(); i++) {
            var here = path.at(i);
            if (!(stages.get(i) instanceof BsonDocument stage) || stage.size() != 1) {
                throw new Refusal(here + " must be a document with one stage, such as {\"$match\": {…}}");
            }
            stage.forEach((name, argument) -> {
                QueryRules.allow(name, Operators.KNOWN.stages(), "a stage", here.at(name));
                stage(name, argument, here.at(name));
            });
        }
    }

    private static void stage(String name, BsonValue value, Path path) {
        switch (name) {
            case "$match" -> QueryRules.filter(document(value, path), path);
            case "$facet" -> pipelines(value, path);
            case "$lookup" -> lookup(document(value, path), path);
            case "$unionWith" -> unionWith(value, path);
            case "$graphLookup" -> graphLookup(document(value, path), path);
            case "$geoNear" -> withFilter(document(value, path), "query", path);
            case "$vectorSearch" -> withFilter(document(value, path), "filter", path);
            case "$rankFusion", "$scoreFusion" -> fusion(document(value, path), path);
            // Their bodies are a language of their own that neither writes nor reads other collections.
            case "$search", "$searchMeta" -> {}
            default -> QueryRules.expression(value, path);
        }
    }

    private static void pipelines(@Nullable BsonValue value, Path path) {
        document(value, path).forEach((name, pipeline) -> pipeline(pipeline, path.at(name)));
    }

    private static void lookup(BsonDocument lookup, Path path) {
        lookup.forEach((name, value) -> {
            var here = path.at(name);
            switch (name) {
                case "from" -> collection(value, here);
                case "pipeline" -> pipeline(value, here);
                default -> QueryRules.expression(value, here);
            }
        });
    }

    private static void unionWith(BsonValue value, Path path) {
        if (!(value instanceof BsonDocument union)) {
            collection(value, path);
            return;
        }
        if (union.containsKey("db")) throw otherDatabase(path.at("db"));
        union.forEach((name, part) -> {
            var here = path.at(name);
            switch (name) {
                case "coll" -> collection(part, here);
                case "pipeline" -> pipeline(part, here);
                default -> QueryRules.expression(part, here);
            }
        });
    }

    private static void graphLookup(BsonDocument lookup, Path path) {
        lookup.forEach((name, value) -> {
            var here = path.at(name);
            switch (name) {
                case "from" -> collection(value, here);
                case "restrictSearchWithMatch" -> QueryRules.filter(document(value, here), here);
                default -> QueryRules.expression(value, here);
            }
        });
    }

    private static void withFilter(BsonDocument stage, String filter, Path path) {
        stage.forEach((name, value) -> {
            var here = path.at(name);
            if (name.equals(filter)) {
                QueryRules.filter(document(value, here), here);
            } else {
                QueryRules.expression(value, here);
            }
        });
    }

    private static void fusion(BsonDocument fusion, Path path) {
        fusion.forEach((name, value) -> {
            var here = path.at(name);
            if (name.equals("input") && value instanceof BsonDocument input) {
                pipelines(input.get("pipelines"), here.at("pipelines"));
                input.forEach((key, part) -> {
                    if (!key.equals("pipelines")) QueryRules.expression(part, here.at(key));
                });
            } else {
                QueryRules.expression(value, here);
            }
        });
    }

    private static void collection(BsonValue value, Path path) {
        switch (value) {
            case BsonString name -> Names.collection(name.getValue(), path.toString());
            case BsonDocument _ -> throw otherDatabase(path);
            default -> throw new Refusal(path + " must be the name of a collection");
        }
    }

    private static Refusal otherDatabase(Path path) {
        return new Refusal(path + " names another database: a read stays within one");
    }

    private static BsonDocument document(@Nullable BsonValue value, Path path) {
        if (value instanceof BsonDocument document) return document;
        throw new Refusal(path + " must be a document");
    }
}
