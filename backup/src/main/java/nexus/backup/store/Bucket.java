package nexus.backup.store;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The objects of one bucket. Every call has a timeout, is tried again where that can help, and throws [StoreException]
/// when it cannot be done.
public final class Bucket implements AutoCloseable {
    private final Settings settings;
    private final Patience patience;
    private final Calls calls;
    private final SmallObjects small;
    private final Reads reads;
    private final Deletion deletion;
    private final Conditions conditions;

    private Bucket(Settings settings, Patience patience, Calls calls) {
        this.settings = settings;
        this.patience = patience;
        this.calls = calls;
        this.small = new SmallObjects(calls, settings, patience);
        this.reads = new Reads(calls, settings);
        this.deletion = new Deletion(calls, settings);
        this.conditions = new Conditions(small, deletion);
    }

    /// Connects when it is first used.
    public static Bucket open(Settings settings) {
        return open(settings, Credentials.found(), Patience.of(settings.timeout()));
    }

    static Bucket open(Settings settings, Credentials credentials, Patience patience) {
        var client = Connection.open(settings, credentials, patience);
        return new Bucket(settings, patience, new Calls(client, credentials, new Failures(settings)));
    }

    /// Begins an object of unknown size. Nobody sees it before [Upload#finish].
    ///
    /// @param expectedBytes the most it may come to; parts are chosen so that they are enough
    public Upload upload(String key, long expectedBytes) {
        long partBytes = Parts.size(settings.partBytes(), expectedBytes);
        var attempt = patience.part().multipliedBy(Math.ceilDiv(partBytes, settings.partBytes()));
        return new Upload(new Target(calls, settings, patience, key, attempt), partBytes, Parts.MOST);
    }

    /// Writes a small object over whatever is there.
    public Stored put(String key, String text) {
        return small.put(key, text);
    }

    /// Writes a small object where none is.
    ///
    /// @return nothing if one of somebody else is there; an answer that got lost is found out about
    public Optional<Stored> putNew(String key, String text) {
        return small.put(key, text, request -> request.ifNoneMatch("*"));
    }

    /// Writes a small object over the version with this etag.
    ///
    /// @return nothing if there is another version by now
    public Optional<Stored> replace(String key, String text, String etag) {
        return small.put(key, text, request -> request.ifMatch(etag));
    }

    /// Whether the store keeps to the conditions of [#putNew] and [#replace]; found out once with an object below
    /// `prefix`.
    public boolean keepsConditions(String prefix) {
        return conditions.areKept(prefix);
    }

    /// Reads an object from its start to its end; a connection that is cut goes on where it was.
    public InputStream read(String key) {
        return ObjectInput.open(reads, patience, key);
    }

    /// Reads a small object whole, as UTF-8.
    ///
    /// @param most bytes; a larger one is refused
    public Optional<Content> find(String key, int most) {
        return small.find(key, most);
    }

    /// What is known of an object.
    public Optional<Stored> head(String key) {
        return reads.head(key);
    }

    /// Every object below a prefix, in the order of their keys.
    public void list(String prefix, Consumer<Stored> each) {
        new Listing(calls, settings).objects(prefix, each);
    }

    /// The names one level below a prefix that end with a slash there, without it.
    public List<String> folders(String prefix) {
        return new Listing(calls, settings).folders(prefix);
    }

    /// Deletes objects; none of them needs to be there.
    public void delete(Collection<String> keys) {
        deletion.of(keys);
    }

    /// Aborts uploads below a prefix that began before a time.
    ///
    /// @return their keys
    public List<String> sweep(String prefix, Instant before) {
        return new Sweep(calls, settings).below(prefix, before);
    }

    /// The store's clock.
    public Instant now() {
        return Answers.time(
                calls.run(Action.CLOCK, "", client -> client.headBucket(request -> request.bucket(settings.bucket()))));
    }

    /// How far this machine's clock is ahead of the store's.
    public Duration skew() {
        var before = Instant.now();
        var store = now();
        var after = Instant.now();
        return Duration.between(
                store, before.plus(Duration.between(before, after).dividedBy(2)));
    }

    @Override
    public void close() {
        calls.close();
    }
}
