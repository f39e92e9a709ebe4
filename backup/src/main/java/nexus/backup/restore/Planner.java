package nexus.backup.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.backup.age.Identity;
import nexus.backup.run.Consistency;
import nexus.backup.run.DamageException;
import nexus.backup.run.Entry;
import nexus.backup.run.Only;
import nexus.backup.run.RunReader;

/// Makes a plan of a run and the options.
record Planner(RunReader run, List<Identity> identities, RestoreOptions options) {
    private static final String METADATA = ".metadata.json.gz.age";
    private static final String OPLOG = "dump/oplog.bson.gz.age";
    private static final List<String> LEFT_ALONE = List.of("admin.system.", "config.");
    private static final String BUCKETS = "system.buckets.";
    private static final int MOST_METADATA = 48 << 20;

    /// Entries of the run that a restore with these options reads.
    List<Entry> chosen() {
        return run.manifest().entries().stream().filter(this::isChosen).toList();
    }

    /// Where the collections of these go, each once.
    List<String> targets() {
        return chosen().stream()
                .map(entry -> Namespace.parse(logical(entry.namespace())))
                .map(options.renames()::apply)
                .map(Namespace::toString)
                .distinct()
                .toList();
    }

    /// Users and roles are for mongorestore, and so is an oplog. What `config` says of shards is only true of those
    /// that the run is from.
    private boolean isChosen(Entry entry) {
        if (entry.path().equals(OPLOG) || entry.namespace().isEmpty()) return false;
        if (LEFT_ALONE.stream().anyMatch(entry.namespace()::startsWith)) return false;
        var namespace = Namespace.parse(logical(entry.namespace()));
        return options.only().wants(namespace.database(), namespace.collection());
    }

    /// The documents of a time series lie under another name than itself.
    private static String logical(String namespace) {
        return namespace.replaceFirst("\\.system\\.buckets\\.", ".");
    }

    /// Reads the metadata and checks what can be checked without the target.
    ///
    /// @throws RestoreException if the options do not fit the run
    Plan plan() throws IOException {
        requireKnown();
        var data = new HashMap<String, Entry>();
        var collections = new ArrayList<Collection>();
        var entries = chosen();
        for (var entry : entries) if (!entry.path().endsWith(METADATA)) data.put(entry.namespace(), entry);
        for (var entry : entries) if (entry.path().endsWith(METADATA)) collections.add(collection(entry, data));
        requireDifferent(collections);
        requireUsed(collections);
        collections.sort(Comparator.comparingLong(Collection::storedBytes).reversed());
        return new Plan(
                collections.stream().filter(one -> !one.metadata().isView()).toList(),
                collections.stream().filter(one -> one.metadata().isView()).toList());
    }

    private void requireKnown() {
        var namespaces = run.manifest().entries().stream()
                .map(entry -> logical(entry.namespace()))
                .filter(namespace -> !namespace.isEmpty())
                .map(Namespace::parse)
                .toList();
        var unknown = options.only().patterns().stream()
                .filter(pattern ->
                        namespaces.stream().noneMatch(one -> Only.fits(pattern, one.database(), one.collection())))
                .toList();
        if (!unknown.isEmpty())
            throw RestoreException.misasked(
                    "run " + run.manifest().run() + " holds nothing named " + String.join(", ", unknown));
        if (run.manifest().consistency().level() == Consistency.Level.OPLOG && !options.noOplog())
            throw RestoreException.before(
                    "the documents of run " + run.manifest().run() + " are of different times, and"
                            + " its oplog brings them to one: mongorestore --oplogReplay applies it, as docs/backup.md tells."
                            + " With --no-oplog they are restored as they are");
    }

    private Collection collection(Entry entry, Map<String, Entry> data) throws IOException {
        var from = Namespace.parse(entry.namespace());
        var metadata = Metadata.parse(run.key(entry), text(entry));
        var own = Optional.ofNullable(data.get(entry.namespace()))
                .or(() -> Optional.ofNullable(data.get(from.database() + "." + BUCKETS + from.collection())));
        if (!metadata.isView() && own.isEmpty())
            throw new DamageException(run.key(entry) + " has no documents beside it in the manifest");
        return new Collection(from, options.renames().apply(from), metadata, own);
    }

    private String text(Entry entry) throws IOException {
        try (var object = run.read(entry, identities)) {
            if (entry.bytes() > MOST_METADATA) throw new DamageException(run.key(entry) + " is too large for metadata");
            return new String(object.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A slip in a name would restore over what was to be left alone.
    private void requireUsed(List<Collection> collections) {
        var unused = options.renames()
                .unused(collections.stream().map(Collection::from).toList());
        if (!unused.isEmpty())
            throw RestoreException.misasked(
                    "--rename " + String.join(", ", unused) + ": nothing of that name would be restored from run "
                            + run.manifest().run());
    }

    private static void requireDifferent(List<Collection> collections) {
        var targets = new HashSet<Namespace>();
        for (var one : collections)
            if (!targets.add(one.to()))
                throw RestoreException.misasked(
                        "two collections would be restored to " + one.to() + ": give --rename other names");
    }
}
