package nexus.backup;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import nexus.backup.run.Kind;
import nexus.backup.run.Run;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/// Shows which runs there are.
final class ListWord implements Word {
    private static final String ROW = "%-10s %-29s %-20s %-8s %-11s %-9s %12s %10s %10s  %s%n";
    private static final JsonWriterSettings JSON =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String usage() {
        return """
                Usage: backup list [--kind data|resources] [--json]

                Shows the runs in the bucket, the newest first: when the store got its last object, how long ago it began,
                whether it is complete, and when it was last read back and found good. A run without its marker COMPLETE is shown as
                INCOMPLETE, one whose marker cannot be read as UNREADABLE; neither is ever used. One whose manifest is gone,
                or that verify or a drill has found bad, is shown as DAMAGED; restore takes it only by its name, and
                verifies it first.
                A dump of --only a part is shown as part.

                  --kind KIND   of this kind alone
                  --json        one JSON object a line, for scripts
                  --help        this text

                Example: backup list --kind data""";
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(Set.of("kind"), Set.of("json"), 0);
    }

    @Override
    public boolean isMeasured(Arguments arguments) {
        return false;
    }

    @Override
    public Exit run(Session session, Arguments arguments) {
        var now = session.bucket().now();
        var isJson = arguments.has("json");
        var isNone = true;
        if (!isJson) heading(session.out());
        for (var kind : arguments.kinds())
            for (var run : session.runs(kind).all()) {
                if (isJson) session.out().println(json(kind, run).toJson(JSON));
                else row(session.out(), kind, run, now);
                isNone = false;
            }
        if (isNone) session.err().println(none(session, arguments));
        return Exit.OK;
    }

    private static String none(Session session, Arguments arguments) {
        return "there is no run "
                + arguments.kind().map(kind -> "of kind " + kind.word() + " ").orElse("") + "in " + session.place()
                + ": see backup.store and backup.name";
    }

    private static void heading(PrintStream out) {
        out.printf(ROW, "KIND", "RUN", "FINISHED", "AGE", "STATE", "LEVEL", "DOCUMENTS", "SIZE", "STORED", "VERIFIED");
    }

    private static void row(PrintStream out, Kind kind, Run run, Instant now) {
        var summary = run.summary();
        out.printf(
                ROW,
                kind.word(),
                run.id(),
                run.finished().map(Instant::toString).orElse("-"),
                age(run.id().began(), now),
                state(run),
                summary.map(Run.Summary::level).orElse("-"),
                summary.map(of -> Long.toString(of.documents())).orElse("-"),
                summary.map(of -> Amounts.bytes(of.bytes())).orElse("-"),
                summary.map(of -> Amounts.bytes(of.storedBytes())).orElse("-"),
                run.verified().map(at -> age(at, now) + " ago").orElse("never"));
    }

    private static String state(Run run) {
        if (run.isUnreadable()) return "UNREADABLE";
        if (!run.isComplete()) return "INCOMPLETE";
        if (run.damaged().isPresent()) return "DAMAGED";
        return run.isWhole() ? "complete" : "part";
    }

    private static String age(Instant time, Instant now) {
        return Amounts.time(Duration.between(time, now));
    }

    private static BsonDocument json(Kind kind, Run run) {
        var json = new BsonDocument("kind", new BsonString(kind.word()))
                .append("run", new BsonString(run.id().text()))
                .append("complete", BsonBoolean.valueOf(run.isComplete()));
        time(json, "finished", run.finished());
        time(json, "verified", run.verified());
        time(json, "damaged", run.damaged());
        run.summary()
                .ifPresent(of -> json.append("whole", BsonBoolean.valueOf(of.whole()))
                        .append("level", new BsonString(of.level()))
                        .append("documents", new BsonInt64(of.documents()))
                        .append("bytes", new BsonInt64(of.bytes()))
                        .append("storedBytes", new BsonInt64(of.storedBytes())));
        return json;
    }

    private static void time(BsonDocument json, String name, Optional<Instant> time) {
        time.ifPresent(at -> json.append(name, new BsonString(at.toString())));
    }
}
