package nexus.backup;

import static java.lang.System.Logger.Level.INFO;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nexus.backup.age.Identity;
import nexus.backup.run.Depth;
import nexus.backup.run.Kind;
import nexus.backup.run.RunReader;

/// Reads a run back and compares it with its manifest.
final class VerifyWord implements Word {
    private static final System.Logger LOG = System.getLogger(VerifyWord.class.getName());

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String usage() {
        return """
                Usage: backup verify [RUN] [--kind data|resources] [--depth DEPTH] [--identity FILE] [--if-any]

                Compares a run with its manifest: the newest complete one where none is named. Every object that is missing,
                too many, too short or changed is named, and the end is 5.

                  --kind KIND       data (default) or resources
                  --depth DEPTH     head      every object is there and has its size
                                    sample    and the small ones, and one large one in ten, have their hash
                                    full      and all have their hash (default); needs no secret key
                                    content   and each can be decrypted and decompressed, and holds its documents
                  --identity FILE   the secret key for content (default: BACKUP_IDENTITY_FILE)
                  --if-any          end with 0 where there is no complete run yet, which else is 2
                  --help            this text

                A run that full or content finds good is noted as verified: prune keeps the newest of these.

                Examples: backup verify
                          backup verify 2026-01-31T02-00-00Z-9f3kq2xd --depth content --identity nexus-backup.key""";
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(Set.of("kind", "depth", "identity"), Set.of("if-any"), 1);
    }

    @Override
    public Exit run(Session session, Arguments arguments) {
        var kind = arguments.kind().orElse(Kind.DATA);
        var depth = depth(arguments);
        var wanted = arguments.operand();
        if (arguments.has("if-any")) {
            var newest = session.runs(kind).newest();
            if (newest.isEmpty()) {
                LOG.log(INFO, "There is no complete run of kind " + kind.word() + " yet");
                return Exit.OK;
            }
            wanted = wanted.or(() -> newest.map(run -> run.id().text()));
        }
        return verify(session, new RunChoice(session, kind).open(wanted), depth, arguments);
    }

    private static Depth depth(Arguments arguments) {
        return arguments.choice("depth", EnumSet.allOf(Depth.class)).orElse(Depth.FULL);
    }

    private static Exit verify(Session session, RunReader run, Depth depth, Arguments arguments) {
        var kind = run.manifest().kind();
        var identities = depth == Depth.CONTENT ? session.identitiesOf(run, arguments) : List.<Identity>of();
        var damages = new Verification(session, depth, identities).damages("verify", run);
        session.worked(run.manifest().entries(), Optional.of(run.manifest().consistency()));
        damages.forEach(damage -> session.err().println("damaged: " + damage));
        if (!damages.isEmpty()) {
            session.runs(kind).markDamaged(run.manifest().run());
            return Exit.VERIFICATION;
        }
        if (depth == Depth.FULL || depth == Depth.CONTENT) session.runs(kind).markVerified(run);
        LOG.log(
                INFO,
                "Run " + run.manifest().run() + " is good: "
                        + run.manifest().entries().size() + " objects, "
                        + Amounts.bytes(run.manifest().storedBytes()));
        return Exit.OK;
    }
}
