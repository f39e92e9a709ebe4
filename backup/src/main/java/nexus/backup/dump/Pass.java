package nexus.backup.dump;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import nexus.backup.dump.Catalog.Listing;
import nexus.backup.run.Entry;
import nexus.backup.run.Workers;
import org.bson.BsonInt32;

/// One pass over the source at one level of consistency.
record Pass(Deployment deployment, DumpOptions options, Level level, Output output, Workers workers) {
    /// What a pass came to.
    record Result(Listing listing, List<Entry> entries) {}

    /// Makes all objects.
    ///
    /// @throws LevelLost     if the level cannot be kept
    /// @throws DumpException if the source cannot be read
    Result run() throws IOException {
        var listing = level.begin();
        var entries = new ArrayList<>(metadata(listing.found()));
        entries.addAll(documents(
                listing.found().stream().filter(found -> !found.isView()).toList()));
        entries.addAll(level.end(listing));
        entries.add(output.bytes(FileNames.PRELUDE, "", Metadata.prelude(deployment.version(), options.tool())));
        return new Result(listing, entries);
    }

    private List<Entry> metadata(List<Found> all) throws IOException {
        return workers.all(all.stream()
                .map(found -> (Callable<Entry>) () -> output.bytes(
                        FileNames.metadata(found.name()), found.name().getFullName(), Metadata.of(found)))
                .toList());
    }

    /// The largest are begun first, so that none of them is left alone at the end.
    private List<Entry> documents(List<Found> all) throws IOException {
        var sizes = sizes(all);
        output.progress().planned(named(all, sizes));
        var entries = workers.all(IntStream.range(0, all.size())
                .boxed()
                .sorted(comparingLong(i -> -sizes.get(i).bytes()))
                .map(i -> (Callable<Entry>) () -> documents(all.get(i), sizes.get(i)))
                .toList());
        return entries.stream().sorted(comparing(Entry::namespace)).toList();
    }

    /// What would be read.
    List<Progress.Size> preview() throws IOException {
        var all =
                level.begin().found().stream().filter(found -> !found.isView()).toList();
        return named(all, sizes(all));
    }

    private List<Sizes> sizes(List<Found> all) throws IOException {
        return workers.all(all.stream()
                .map(found -> (Callable<Sizes>) () -> Sizes.of(output.asker(), place(found)))
                .toList());
    }

    private static List<Progress.Size> named(List<Found> all, List<Sizes> sizes) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> sizes.get(i).of(all.get(i).name().getFullName()))
                .toList();
    }

    private Entry documents(Found found, Sizes sizes) throws IOException {
        var place = place(found);
        var query = new Query(place, level.concern(found), found.isTimeSeries() && deployment.hasRawData());
        return output.documents(
                FileNames.documents(place),
                found.name().getFullName(),
                new Output.Reading(query, track(found, query), Gate.OPEN, sizes));
    }

    /// Where the documents lie: those of a time series in a collection of buckets, on servers that have one.
    private MongoNamespace place(Found found) {
        if (!found.isTimeSeries() || deployment.hasRawData()) return found.name();
        return new MongoNamespace(
                found.name().getDatabaseName(), Found.BUCKETS + found.name().getCollectionName());
    }

    /// A capped collection has to keep its order, and buckets have no index on `_id` that could be named.
    private Supplier<Track> track(Found found, Query query) {
        boolean isOrdered = found.hasIdIndex() && !found.isCapped() && !found.isTimeSeries();
        if (!isOrdered || (found.isClustered() && !takesHint(query))) return NaturalTrack::new;
        return () -> new IdTrack(deployment.isSharded());
    }

    /// Whether a collection that is clustered by `_id` can be read by that name.
    private boolean takesHint(Query query) {
        var look = query.find(new IdTrack(false).start().append("limit", new BsonInt32(1)), 1);
        try {
            output.asker().list("find on " + query.name(), query.name().getDatabaseName(), look);
            return true;
        } catch (MongoCommandException e) {
            if (e.getCode() != Trouble.BAD_VALUE) throw output.asker().refused("find on " + query.name(), e);
            return false;
        }
    }
}
