package nexus.backup;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import nexus.backup.resources.Collector;
import nexus.backup.resources.ResourceFiles;
import nexus.backup.resources.Saved;
import nexus.backup.resources.Settings;
import nexus.backup.run.Consistency;
import nexus.backup.run.Kind;
import nexus.backup.run.Manifest;
import nexus.backup.run.RunWriter;
import nexus.backup.run.Source;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// Saves the objects of a namespace as a new run.
final class ResourcesWord implements Word {
    private static final System.Logger LOG = System.getLogger(ResourcesWord.class.getName());

    @Override
    public String name() {
        return "resources";
    }

    @Override
    public String usage() {
        return """
                Usage: backup resources [--dry-run]

                Reads the objects of a Helm release from Kubernetes and writes them as a new run of kind resources into the
                bucket: those with the label app.kubernetes.io/instance=RELEASE (backup.resources.release, .kinds), those
                that are named (backup.resources.objects), Secrets that are named (backup.resources.secrets), and the
                release's chart and values (backup.resources.helm-secret). What the cluster makes by itself stays out.

                The cluster is that of the pod's account, or of KUBECONFIG.

                  --dry-run   show what would be saved, and write nothing
                  --help      this text

                Example: KUBECONFIG=… NEXUS_BACKUP_RESOURCES_RELEASE=nexus NEXUS_BACKUP_RESOURCES_SECRETS=nexus-ssh,nexus-mongo \\
                         backup resources --dry-run""";
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(Set.of(), Set.of("dry-run"), 0);
    }

    @Override
    public Exit run(Session session, Arguments arguments) {
        var settings = session.settings().resources();
        if (settings.release().isEmpty()
                && settings.objects().isEmpty()
                && settings.secrets().isEmpty())
            throw new Arguments.Misuse("it is not told what to save: set backup.resources.release to the name of the"
                    + " Helm release, or name objects in backup.resources.objects");
        if (arguments.has("dry-run")) {
            Collector.collect(session.cluster(), settings).lines().forEach(session.out()::println);
            return Exit.OK;
        }
        try {
            var manifest = new NewRun(session, Kind.RESOURCES).make(writer -> fill(session, writer));
            manifest.skipped().forEach(skipped -> LOG.log(level(skipped, settings), words(skipped)));
            session.out().println(manifest.run());
            return Exit.OK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// That Helm's Secret is not there is a slip, or another tool than Helm has installed the chart.
    private static System.Logger.Level level(Manifest.Skipped skipped, Settings settings) {
        return skipped.namespace().equals("helm") && settings.helm().isPresent() ? WARNING : INFO;
    }

    private static String words(Manifest.Skipped skipped) {
        return "Left out: " + skipped.namespace() + ": " + skipped.why();
    }

    private static NewRun.Filled fill(Session session, RunWriter writer) throws IOException {
        var saved = Collector.collect(session.cluster(), session.settings().resources());
        var entries = ResourceFiles.write(saved, writer::open);
        return new NewRun.Filled(writer, List.of(), source(saved), Consistency.FUZZY, entries, saved.skipped());
    }

    private static Source source(Saved saved) {
        var more = new BsonDocument();
        saved.about().forEach((key, value) -> more.append(key, new BsonString(value)));
        return new Source(saved.about().getOrDefault("server", ""), "Kubernetes", more);
    }
}
