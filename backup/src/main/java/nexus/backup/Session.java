package nexus.backup;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import nexus.backup.age.AgeException;
import nexus.backup.age.Identity;
import nexus.backup.metrics.Sample;
import nexus.backup.resources.Cluster;
import nexus.backup.resources.LeaseInCluster;
import nexus.backup.run.Consistency;
import nexus.backup.run.Entry;
import nexus.backup.run.Kind;
import nexus.backup.run.Lease;
import nexus.backup.run.LeaseTerms;
import nexus.backup.run.Leases;
import nexus.backup.run.RunId;
import nexus.backup.run.RunReader;
import nexus.backup.run.Runs;
import nexus.backup.store.Bucket;
import nexus.config.LogFormat;

/// What a word works with. The bucket is opened when it is first needed.
final class Session implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final int SPARE_SOCKETS = 2;

    private final Optional<Settings> settings;
    private final PrintStream out;
    private final PrintStream err;
    private Optional<Bucket> bucket = Optional.empty();
    private List<Sample> figures = List.of();
    private Optional<Cluster> cluster = Optional.empty();

    Session(Optional<Settings> settings, PrintStream out, PrintStream err) {
        this.settings = settings;
        this.out = out;
        this.err = err;
    }

    Settings settings() {
        return settings.orElseThrow();
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    Bucket bucket() {
        if (bucket.isEmpty()) bucket = Optional.of(Bucket.open(settings().store()));
        return bucket.get();
    }

    /// Kubernetes.
    Cluster cluster() {
        if (cluster.isEmpty()) cluster = Optional.of(Cluster.open());
        return cluster.get();
    }

    Runs runs(Kind kind) {
        return new Runs(bucket(), settings().layout(), kind);
    }

    /// The database, with the sockets that the settings' parallelism wants.
    ///
    /// @param silence how long the server may leave an operation without a byte
    Link link(Duration silence) {
        return link(settings().link().orElseThrow(), silence);
    }

    /// The same for another database.
    Link link(Link.Settings database, Duration silence) {
        return Link.open(database, CONNECT, silence, settings().parallel() + SPARE_SOCKETS);
    }

    /// Notes what was worked on, for the metrics.
    void worked(List<Entry> entries, Optional<Consistency> consistency) {
        figures = Figures.of(entries, consistency);
    }

    List<Sample> figures() {
        return figures;
    }

    /// The bucket and the folder in it, for messages.
    String place() {
        return settings().store().bucket() + "/" + settings().layout().root();
    }

    RunReader open(Kind kind, RunId run) {
        return RunReader.open(bucket(), settings().layout(), kind, run);
    }

    /// The secret keys of the file that the option or the setting names.
    List<Identity> identities(Arguments arguments) {
        var file = arguments.value("identity").map(Path::of).or(() -> settings().identities());
        try {
            return Identity.read(file.orElseThrow(() -> new Arguments.Misuse(
                    "it needs the secret key that opens runs: --identity FILE, or BACKUP_IDENTITY_FILE")));
        } catch (AgeException e) {
            throw new Arguments.Misuse(String.valueOf(e.getMessage()));
        }
    }

    /// The same, of which one must open the run.
    List<Identity> identitiesOf(RunReader run, Arguments arguments) {
        var identities = identities(arguments);
        var recipients = run.manifest().recipients();
        if (identities.stream()
                .noneMatch(identity -> recipients.contains(identity.recipient().text())))
            throw new Arguments.Misuse("none of these secret keys opens run "
                    + run.manifest().run() + ": it was encrypted to " + String.join(", ", recipients));
        return identities;
    }

    Progress progress(String what, long total) {
        var isTerminal = err.equals(System.err)
                && settings().log().format() == LogFormat.TEXT
                && Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent();
        return new Progress(what, err, isTerminal, total).start();
    }

    /// The lease of a kind, without which no run of it is written or deleted.
    Lease lease(Kind kind) {
        return lease(settings().layout().lease(kind));
    }

    /// The lease without which nothing is restored.
    Lease restoreLease() {
        return lease(settings().layout().restoreLease());
    }

    /// The lease without which nothing is written into the scratch database.
    Lease drillLease() {
        return lease(settings().layout().drillLease());
    }

    /// Whether a restore of a run has begun and not come to its end.
    boolean isBeingRestored(RunId run) {
        var notes = new AtomicBoolean();
        bucket().list(settings().layout().restores(run), _ -> notes.set(true));
        return notes.get();
    }

    private Lease lease(String key) {
        var leases = switch (settings().leasing().from()) {
            case STORE -> Leases.in(bucket());
            case KUBERNETES -> Leases.in(this::leaseInCluster);
            case NONE -> Leases.unguarded(bucket());
        };
        var leasing = settings().leasing();
        return leases.waiting(leasing.longest()).acquire(key, new LeaseTerms(holder(), leasing.period()));
    }

    private LeaseInCluster leaseInCluster(String key) {
        var namespace = settings().leasing().namespace().orElseGet(cluster()::namespace);
        return new LeaseInCluster(cluster(), namespace, settings().store().bucket(), key);
    }

    /// This process in words: the name of a pod is that of its host.
    private static String holder() {
        var host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("this machine");
        return host + ", process " + ProcessHandle.current().pid();
    }

    @Override
    public void close() {
        bucket.ifPresent(Bucket::close);
        cluster.ifPresent(Cluster::close);
    }
}
