package nexus.backup;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nexus.backup.age.Recipient;
import nexus.backup.run.Consistency;
import nexus.backup.run.DamageException;
import nexus.backup.run.Depth;
import nexus.backup.run.Entry;
import nexus.backup.run.Kind;
import nexus.backup.run.Lease;
import nexus.backup.run.Manifest;
import nexus.backup.run.RunId;
import nexus.backup.run.RunReader;
import nexus.backup.run.RunWriter;
import nexus.backup.run.Source;

/// A run in the making: under the lease of its kind, and read back before it counts.
record NewRun(Session session, Kind kind) {
    private static final System.Logger LOG = System.getLogger(NewRun.class.getName());
    private static final Duration MOST_SKEW = Duration.ofMinutes(1);

    /// Writes the objects of a run.
    @FunctionalInterface
    interface Filling {
        Filled fill(RunWriter writer) throws IOException;
    }

    /// What was written, for the manifest.
    ///
    /// @param writer of the run that holds it
    record Filled(
            RunWriter writer,
            List<String> only,
            Source source,
            Consistency consistency,
            List<Entry> entries,
            List<Manifest.Skipped> skipped) {}

    /// Makes it.
    ///
    /// @throws Arguments.Misuse if nobody could open it
    Manifest make(Filling filling) throws IOException {
        requireRecipients(session.settings());
        warnOfSkew();
        try (var lease = session.lease(kind)) {
            var started = session.bucket().now();
            var writer = new RunWriter(
                    session.bucket(),
                    session.settings().layout(),
                    kind,
                    RunId.begin(started),
                    session.settings().recipients());
            LOG.log(INFO, "The new run of kind " + kind.word() + " will be " + writer.run());
            var filled = filling.fill(writer);
            var manifest = manifest(started, lease, filled);
            readBack(manifest);
            filled.writer().complete(manifest, lease::check);
            if (session.settings().readBack() == Depth.FULL)
                session.runs(kind).markVerified(session.open(kind, manifest.run()));
            session.worked(
                    manifest.entries(), Optional.of(manifest.consistency()).filter(_ -> kind == Kind.DATA));
            tell(manifest);
            return manifest;
        }
    }

    private Manifest manifest(Instant started, Lease lease, Filled filled) {
        return new Manifest(
                kind,
                filled.writer().run(),
                session.settings().name(),
                About.TITLE,
                started,
                session.bucket().now(),
                filled.only(),
                filled.source(),
                filled.consistency(),
                filled.writer().recipients().stream().map(Recipient::text).toList(),
                lease.fence(),
                filled.entries(),
                filled.skipped());
    }

    /// Checks that somebody will be able to open a run.
    static void requireRecipients(Settings settings) {
        if (settings.recipients().isEmpty())
            throw new Arguments.Misuse("backup.recipients is empty: a run is encrypted to at least one public key."
                    + " `backup keygen` makes a pair; set BACKUP_RECIPIENTS=age1…");
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
        var damages = new Verification(session, session.settings().readBack(), List.of()).damages("read back", reader);
        if (!damages.isEmpty())
            throw new DamageException("the store does not have what was written, so the run does not count: "
                    + String.join("; ", damages));
    }

    private static void tell(Manifest manifest) {
        LOG.log(
                INFO,
                "Run " + manifest.run() + " is complete: " + manifest.entries().size() + " objects, "
                        + Amounts.bytes(manifest.bytes()) + ", stored " + Amounts.bytes(manifest.storedBytes())
                        + ", in " + Amounts.time(Duration.between(manifest.started(), manifest.finished())));
    }
}
