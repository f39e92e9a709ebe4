package nexus.backup;

import static java.lang.System.Logger.Level.INFO;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.util.List;
import nexus.backup.dump.Dump;
import nexus.backup.dump.DumpOptions;
import nexus.backup.run.Kind;
import nexus.backup.run.Only;
import nexus.backup.run.RunId;

/// Makes a run of kind `data`.
record Dumping(Session session, MongoClient client) {
    private static final System.Logger LOG = System.getLogger(Dumping.class.getName());

    /// Dumps what is asked for as a new run.
    ///
    /// @throws Arguments.Misuse if nobody could open the run
    RunId run(DumpOptions options) throws IOException {
        var manifest = new NewRun(session, Kind.DATA).make(writer -> dump(options, new RunSink(writer)));
        LOG.log(
                INFO,
                "Run " + manifest.run() + " holds " + manifest.documents() + " documents, consistency "
                        + manifest.consistency().level().word());
        return manifest.run();
    }

    /// What a dump would read, one line for each collection.
    List<String> preview(DumpOptions options) throws IOException {
        return Dump.preview(client, options).stream()
                .map(size -> size.namespace() + " (about " + size.documents() + " documents, "
                        + Amounts.bytes(size.bytes()) + ")")
                .toList();
    }

    private NewRun.Filled dump(DumpOptions options, RunSink sink) throws IOException {
        try (var progress = new DumpProgress(session)) {
            var dumped = Dump.run(client, options, sink, progress);
            return new NewRun.Filled(
                    sink.writer(),
                    options.only().patterns(),
                    dumped.source(),
                    dumped.consistency(),
                    dumped.entries(),
                    dumped.skipped());
        }
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
