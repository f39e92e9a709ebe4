package nexus.backup;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import nexus.backup.dump.Dump;
import nexus.backup.dump.DumpOptions;
import nexus.backup.dump.Dumped;
import nexus.backup.run.DamageException;
import nexus.backup.run.Depth;
import nexus.backup.run.Kind;
import nexus.backup.run.Manifest;
import nexus.backup.run.Only;
import nexus.backup.run.RunId;
import nexus.backup.run.RunReader;
import nexus.backup.run.RunWriter;
import nexus.backup.run.Verifier;

/// Makes a run of kind `data`: under the lease, read back before it counts.
record Dumping(Session session, MongoClient client) {
    private static final System.Logger LOG = System.getLogger(Dumping.class.getName());
    private static final Duration MOST_SKEW = Duration.ofMinutes(1);

    /// Dumps what is asked for as a new run.
    ///
    /// @throws Arguments.Misuse if nobody could open the run
    RunId run(DumpOptions options) throws IOException {
        var settings = session.settings();
        requireRecipients(settings);
        warnOfSkew();
        try (var lease = session.lease(Kind.DATA)) {
            var started = session.bucket().now();
            var id = RunId.begin(started);
            LOG.log(INFO, "Dumping as run " + id);
            var writer = new RunWriter(session.bucket(), settings.layout(), Kind.DATA, id, settings.recipients());
            var dumped = dump(options, writer);
            var manifest = new Manifest(
                    Kind.DATA,
                    id,
                    settings.name(),
                    About.TITLE,
                    started,
                    session.bucket().now(),
                    options.only().patterns(),
                    dumped.source(),
                    dumped.consistency(),
                    settings.recipients().stream()
                            .map(recipient -> recipient.text())
                            .toList(),
                    lease.fence(),
                    dumped.entries(),
                    dumped.skipped());
            readBack(manifest);
            writer.complete(manifest, lease::check);
            if (settings.readBack() == Depth.FULL)
                session.runs(Kind.DATA).markVerified(session.open(Kind.DATA, Optional.of(id.text())));
            session.worked(manifest.entries(), Optional.of(manifest.consistency()));
            tell(manifest);
            return id;
        }
    }

    /// Checks that somebody will be able to open a run.
    static void requireRecipients(Settings settings) {
        if (settings.recipients().isEmpty())
            throw new Arguments.Misuse("backup.recipients is empty: a run is encrypted to at least one public key."
                    + " `backup keygen` makes a pair; set BACKUP_RECIPIENTS=age1…");
    }

    /// What a dump would read, one line for each collection.
    List<String> preview(DumpOptions options) throws IOException {
        return Dump.preview(client, options).stream()
                .map(size -> size.namespace() + " (about " + size.documents() + " documents, "
                        + Amounts.bytes(size.bytes()) + ")")
                .toList();
    }

    private Dumped dump(DumpOptions options, RunWriter writer) throws IOException {
        try (var progress = new DumpProgress(session)) {
            var dumped = Dump.run(client, options, writer::open, progress);
            removeOthers(writer, dumped);
            return dumped;
        }
    }

    /// Where a dump began anew at a weaker level, objects of collections may be left that are gone by now.
    private void removeOthers(RunWriter writer, Dumped dumped) {
        var folder = session.settings().layout().run(Kind.DATA, writer.run());
        var others = new HashSet<String>();
        session.bucket().list(folder, stored -> others.add(stored.key()));
        dumped.entries().forEach(entry -> others.remove(folder + entry.path()));
        if (!others.isEmpty()) session.bucket().delete(others);
    }

    private void warnOfSkew() {
        var skew = session.bucket().skew();
        if (skew.abs().compareTo(MOST_SKEW) > 0)
            LOG.log(
                    WARNING,
                    "This machine's clock is " + Amounts.time(skew.abs())
                            + (skew.isNegative() ? " behind" : " ahead of")
                            + " the store's: at 15 minutes the store refuses every request");
    }

    /// A store may say that it has an object and have another one.
    private void readBack(Manifest manifest) {
        var reader = new RunReader(session.bucket(), session.settings().layout(), manifest, "");
        try (var progress = session.progress("read back", manifest.storedBytes())) {
            var verifier = new Verifier(
                    session.settings().readBack(), List.of(), session.settings().parallel(), progress::advance);
            var damages = verifier.damages(reader);
            if (!damages.isEmpty())
                throw new DamageException("the store does not have what was written, so the run does not count: "
                        + String.join("; ", damages));
        }
    }

    private static void tell(Manifest manifest) {
        LOG.log(
                INFO,
                "Run " + manifest.run() + " is complete: " + manifest.documents() + " documents, "
                        + Amounts.bytes(manifest.bytes()) + ", stored " + Amounts.bytes(manifest.storedBytes())
                        + ", consistency " + manifest.consistency().level().word() + ", in "
                        + Amounts.time(Duration.between(manifest.started(), manifest.finished())));
    }

    /// What the settings and the command line ask for.
    static DumpOptions options(Settings settings, List<String> only, boolean allowFuzzy, boolean users) {
        try {
            return new DumpOptions(
                    About.TITLE,
                    new Only(only),
                    settings.consistency(),
                    allowFuzzy,
                    users || settings.users(),
                    settings.parallel(),
                    settings.patience());
        } catch (IllegalArgumentException e) {
            throw new Arguments.Misuse(String.valueOf(e.getMessage()));
        }
    }
}
