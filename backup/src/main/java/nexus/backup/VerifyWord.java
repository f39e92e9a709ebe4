package nexus.backup;

import static java.lang.System.Logger.Level.INFO;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nexus.backup.age.Identity;
import nexus.backup.run.Depth;
import nexus.backup.run.Kind;
import nexus.backup.run.RunReader;
import nexus.backup.run.Verifier;

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
        var kind = Session.kind(arguments).orElse(Kind.DATA);
        var depth = arguments
                .value("depth")
                .map(word -> Session.choice("depth", word, Depth.class))
                .orElse(Depth.FULL);
        if (arguments.has("if-any") && session.runs(kind).newest().isEmpty()) {
            LOG.log(INFO, "There is no complete run of kind " + kind.word() + " yet");
            return Exit.OK;
        }
        var run = session.open(kind, arguments.operand());
        var identities = depth == Depth.CONTENT ? session.identitiesOf(run, arguments) : List.<Identity>of();
        var damages = verify(session, run, depth, identities);
        session.worked(run.manifest().entries(), Optional.of(run.manifest().consistency()));
        damages.forEach(damage -> session.err().println("damaged: " + damage));
        if (!damages.isEmpty()) {
            session.runs(kind).markDamaged(run);
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

    private static List<String> verify(Session session, RunReader run, Depth depth, List<Identity> identities) {
        try (var progress = session.progress("verify", run.manifest().storedBytes())) {
            return new Verifier(depth, identities, session.settings().parallel(), progress::advance).damages(run);
        }
    }
}
