package nexus.backup;

import java.util.Optional;
import java.util.Set;
import nexus.backup.drill.DrillException;
import nexus.backup.restore.RestoreException;
import nexus.backup.run.DamageException;
import nexus.backup.run.Kind;
import nexus.backup.run.Run;

/// Restores a run into a scratch database to see whether that works.
final class DrillWord implements Word {
    @Override
    public String name() {
        return "drill";
    }

    @Override
    public String usage() {
        return """
                Usage: backup drill [RUN] [--identity FILE]

                Shows that a restore would work: the newest run is decrypted and compared with its manifest, restored into the
                scratch database of backup.drill.uri, and read back from there. Numbers, bytes and indexes must be those of the
                run. Then the scratch database is emptied. The newest run of resources is decrypted and read, where there
                is one. The run is noted as verified, or as damaged: prune keeps the newest verified ones.

                It fails, too, where the newest run is older than backup.drill.max-age, or where fewer documents came back
                than backup.drill.min-documents. It ends with one line for each check: ok, failed, or left out.

                The scratch database belongs to drills alone. What a drill has made is noted in its collection
                nexus_backup_drill.made_by_drills; where it holds anything else, nothing is written. It holds all of the
                documents in clear while a drill is at work: keep it as closed as the source.

                  --identity FILE   the secret key that opens the run (default: BACKUP_IDENTITY_FILE)
                  --help            this text

                Examples: NEXUS_BACKUP_DRILL_URI=mongodb://127.0.0.1:27018 backup drill --identity nexus-backup.key
                          backup drill 2026-01-31T02-00-00Z-9f3kq2xd""";
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(Set.of("identity"), Set.of(), 1);
    }

    @Override
    public Exit run(Session session, Arguments arguments) {
        var drill = session.settings().drill();
        var scratch = drill.scratch()
                .orElseThrow(
                        () -> new Arguments.Misuse(
                                "backup.drill.uri is not set: a drill needs a scratch database, NEXUS_BACKUP_DRILL_URI=mongodb://…"));
        if (drill.isTheSource())
            throw new Arguments.Misuse("backup.drill.uri names the servers that are dumped: a drill needs a database of"
                    + " its own, which it empties");
        var checks = new Checks(session);
        var newest = session.runs(Kind.DATA).newest();
        checks.check(
                newest.filter(Run::isComplete).isPresent(),
                "there is a complete run",
                "there is no complete run of kind data that saves all: nothing could be restored");
        newest.ifPresent(run -> Drilling.age(checks, run, session.bucket().now(), drill.maxAge()));
        var wanted = arguments.operand().or(() -> newest.map(run -> run.id().text()));
        if (wanted.isPresent()) restore(session, arguments, wanted, scratch, checks);
        new ResourcesDrill(session, checks).run(arguments);
        return checks.tell();
    }

    private static void restore(
            Session session, Arguments arguments, Optional<String> wanted, Link.Settings scratch, Checks checks) {
        var identities = session.identities(arguments);
        try {
            var run = new RunChoice(session, Kind.DATA).open(wanted);
            session.identitiesOf(run, arguments);
            new Drilling(session, run, identities, checks).run(scratch);
        } catch (DamageException e) {
            checks.failed(String.valueOf(e.getMessage()));
        } catch (RestoreException e) {
            throw new DrillException(String.valueOf(e.getMessage()));
        }
    }
}
