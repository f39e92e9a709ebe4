package nexus.tools;

import java.util.Map;
import java.util.Optional;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Resource;
import nexus.mongo.view.Sight;

/// Watches collections. One that a caller does not see whole is not watched for it: each change would tell of documents
/// and fields that are not there for it.
record CollectionWatcher(Sources sources) implements Resource.Watcher {
    @Override
    public boolean isFor(Map<String, String> variables, Caller caller) {
        var place = Place.of(variables);
        return sources.of(caller)
                .find(place.connection())
                .flatMap(source -> source.view().sight(place.database(), place.collection()))
                .filter(Sight::isWhole)
                .isPresent();
    }

    @Override
    public Optional<Resource.Watch> watch(Map<String, String> variables, Caller caller, Runnable changed) {
        var place = Place.of(variables);
        if (!isFor(variables, caller)) return Optional.empty();
        return sources.of(caller)
                .find(place.connection())
                .flatMap(source -> source.changes().watch(place.database(), place.collection(), changed))
                .map(watch -> watch::close);
    }
}
