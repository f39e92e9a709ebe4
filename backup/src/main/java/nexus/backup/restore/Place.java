package nexus.backup.restore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import nexus.backup.run.RunReader;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// The deployment that a run is restored into, before anything is written.
record Place(Commands commands, Journal journal, RunReader run, RestoreOptions options) {
    private static final int MOST_TOLD = 10;
    private static final Duration RECENT = Duration.ofDays(1);
    private static final BsonString COLLECTION = new BsonString("collection");
    private static final int RAW_DATA = 83;

    /// Of its server, major and minor, such as 80 for 8.0.
    int version() {
        var version = info().getArray("versionArray");
        return version.get(0).asNumber().intValue() * 10
                + version.get(1).asNumber().intValue();
    }

    private BsonDocument info() {
        return commands.read("admin", new BsonDocument("buildInfo", new BsonInt32(1)), "the server");
    }

    /// Checks that the plan can be carried out.
    ///
    /// @throws RestoreException if not; nothing was written
    void requireFit(Plan plan) {
        requireRecent();
        requireVersion();
        if (version() >= RAW_DATA) requireNoTimeSeries(plan);
        if (options.ifExists() == IfExists.REFUSE) requireEmpty(plan);
        if (options.ifExists() == IfExists.RENAME) requireRoom(plan);
    }

    /// Somebody may have gone on with what an attempt of last week has left, and it would be dropped.
    private void requireRecent() {
        if (options.earlier() != RestoreOptions.Earlier.IF_RECENT || !journal.hasNotes()) return;
        if (journal.last().plus(RECENT).isAfter(run.bucket().now())) return;
        throw RestoreException.before("nothing was written, because an earlier attempt of this restore stopped at "
                + journal.last()
                + ", which is long ago. With --resume it goes on: what it had begun is dropped and begun"
                + " anew. With --restart it is forgotten: what it has left is judged as any other collection");
    }

    private void requireRoom(Plan plan) {
        for (var name : there(plan)) {
            var target = Namespace.parse(name);
            var aside = Clearing.aside(target, run);
            if (commands.exists(aside))
                throw RestoreException.before("nothing was written, because " + aside + " is there already, where "
                        + name + " would be kept: drop or rename one of them first");
            if (!commands.info(target).getString("type", COLLECTION).equals(COLLECTION))
                throw RestoreException.before("nothing was written, because " + name
                        + " is a view or a time series, which" + " cannot be renamed: use --if-exists drop");
        }
    }

    private void requireVersion() {
        int from = major(run.manifest().source().server());
        int to = version() / 10;
        if (to < from && !options.force())
            throw RestoreException.before(
                    "the run is from MongoDB " + run.manifest().source().server()
                            + ", the target is MongoDB " + to
                            + ", which may not know what the run holds: use a server of the same"
                            + " major version, or --force");
    }

    /// A plan without what this server cannot take.
    Plan without(Plan plan, Trial trial) {
        var series = timeSeries(plan);
        if (version() < RAW_DATA || series.isEmpty()) return plan;
        trial.leftOut("the time series " + String.join(", ", series)
                + ", which only mongorestore brings into MongoDB 8.3 and newer");
        return new Plan(
                plan.collections().stream()
                        .filter(collection -> !collection.metadata().isTimeSeries())
                        .toList(),
                plan.views());
    }

    private static List<String> timeSeries(Plan plan) {
        return plan.collections().stream()
                .filter(collection -> collection.metadata().isTimeSeries())
                .map(collection -> collection.from().toString())
                .toList();
    }

    /// There the buckets have no collection of their own any more.
    private static void requireNoTimeSeries(Plan plan) {
        var series = timeSeries(plan);
        if (!series.isEmpty())
            throw RestoreException.before(
                    "nothing was written, because " + String.join(", ", series) + " are time series,"
                            + " which are not restored into MongoDB 8.3 and newer: mongorestore does that, as docs/backup.md tells;"
                            + " name the other collections with --only");
    }

    private static int major(String version) {
        try {
            return Integer.parseInt(version.split("\\.", 2)[0]);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Claims claims() {
        return new Claims(commands, journal);
    }

    /// Targets that are there and not of an earlier attempt.
    List<String> there(Plan plan) {
        var there = new ArrayList<String>();
        var claims = claims();
        for (var collection : plan.all())
            if (!claims.isOurs(collection.to()) && commands.exists(collection.to()))
                there.add(collection.to().toString());
        return there;
    }

    /// The same, as they are.
    Doomed doomed(Plan plan) {
        var ids = new HashMap<String, String>();
        for (var name : there(plan)) ids.put(name, claims().id(Namespace.parse(name)));
        return new Doomed(ids);
    }

    private void requireEmpty(Plan plan) {
        var there = there(plan);
        if (there.isEmpty()) return;
        var more = there.size() > MOST_TOLD ? " and " + (there.size() - MOST_TOLD) + " more" : "";
        throw RestoreException.before(
                "nothing was written, because the target is not empty: "
                        + String.join(", ", there.subList(0, Math.min(there.size(), MOST_TOLD))) + more
                        + " are there. Say what"
                        + " becomes of them with --if-exists drop, merge or rename, or restore under other names with --rename");
    }

    /// One line for each collection.
    List<String> describe(Plan plan) {
        var lines = new ArrayList<String>();
        for (var collection : plan.all()) {
            var what = collection.metadata().isView()
                    ? "view"
                    : collection
                            .data()
                            .map(entry -> entry.documents() + " documents")
                            .orElse("empty");
            var fate = commands.exists(collection.to()) ? ", which is there: " + fate() : "";
            lines.add(collection.from() + " → " + collection.to() + " (" + what + ")" + fate);
        }
        return lines;
    }

    private String fate() {
        return switch (options.ifExists()) {
            case REFUSE -> "left alone by an earlier attempt, begun anew";
            case DROP -> "dropped first";
            case MERGE -> "kept, documents added";
            case RENAME -> "kept under another name";
        };
    }
}
