package nexus.tools;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Resource.Result;
import nexus.mongo.Answer;
import nexus.mongo.Reader;

/// Reads what the resources hold. What was asked for and is not there is missing; what cannot be read now says why.
record Pages(Sources sources) {
    private static final Result MISSING = new Result.Missing();

    /// One page, as a resource or a prompt reads it.
    @FunctionalInterface
    interface Page {
        Result read(Place place, Call call);
    }

    /// How every connection is.
    Result health(Call call) {
        return Result.text(Listings.health(sources.of(call.caller())));
    }

    /// The databases of a connection.
    Result databases(Place place, Call call) {
        return at(place, call, source -> {
            var answer = source.ask(call, Reader::listDatabases);
            return answer instanceof Answer.Databases(var databases)
                    ? Result.text(Listings.databases(place, databases))
                    : failed(source, answer);
        });
    }

    /// The collections of a database. MongoDB knows no database without any.
    Result collections(Place place, Call call) {
        return inDatabase(place, call, (_, collections) -> Result.text(Listings.collections(place, collections)));
    }

    /// What a collection is.
    Result collection(Place place, Call call) {
        return inCollection(place, call, (_, collection) -> Result.text(Listings.collection(place, collection)));
    }

    /// What the documents of a collection look like.
    Result schema(Place place, Call call) {
        return inCollection(place, call, (source, _) -> {
            var answer = source.ask(call, reader -> reader.schema(place.database(), place.collection()));
            return answer instanceof Answer.Schema schema ? Result.text(schema.json()) : failed(source, answer);
        });
    }

    /// The indexes of a collection.
    Result indexes(Place place, Call call) {
        return inCollection(place, call, (source, _) -> {
            var answer = source.ask(call, reader -> reader.indexes(place.database(), place.collection()));
            return answer instanceof Answer.Indexes indexes ? Result.text(indexes.json()) : failed(source, answer);
        });
    }

    private Result at(Place place, Call call, Function<Sources.Source, Result> page) {
        return sources.of(call.caller()).find(place.connection()).map(page).orElse(MISSING);
    }

    private Result inDatabase(
            Place place, Call call, BiFunction<Sources.Source, List<Answer.Collection>, Result> page) {
        return at(place, call, source -> {
            var answer = source.ask(call, reader -> reader.listCollections(place.database()));
            if (answer instanceof Answer.Failed) return failed(source, answer);
            return answer instanceof Answer.Collections(var collections) && !collections.isEmpty()
                    ? page.apply(source, collections)
                    : MISSING;
        });
    }

    private Result inCollection(Place place, Call call, BiFunction<Sources.Source, Answer.Collection, Result> page) {
        return inDatabase(
                place,
                call,
                (source, collections) -> collections.stream()
                        .filter(collection -> collection.name().equals(place.collection()))
                        .findFirst()
                        .map(collection -> page.apply(source, collection))
                        .orElse(MISSING));
    }

    private static Result failed(Sources.Source source, Answer answer) {
        if (answer instanceof Answer.Failed failed) return new Result.Failed(source.sentence(failed));
        if (answer instanceof Answer.Refused(var reason)) return new Result.Failed(reason);
        throw new IllegalStateException("an answer to another question: " + answer);
    }
}
