package nexus.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import nexus.backup.age.Identity;
import nexus.backup.resources.SavedRun;
import nexus.backup.run.DamageException;
import nexus.backup.run.Depth;
import nexus.backup.run.Kind;
import nexus.backup.run.Run;
import nexus.backup.run.RunReader;
import nexus.backup.run.Verifier;

/// Decrypts and reads the newest run of kind `resources`, as far as that goes without a cluster.
record ResourcesDrill(Session session, Checks checks) {
    void run(Arguments arguments) {
        var newest = session.runs(Kind.RESOURCES).newest();
        if (newest.isEmpty()) checks.leftOut("runs of kind resources: there is none");
        else look(newest.get(), arguments);
    }

    private void look(Run newest, Arguments arguments) {
        try {
            var run = new RunChoice(session, Kind.RESOURCES).open(newest.id());
            judge(run, session.identitiesOf(run, arguments));
        } catch (DamageException | Arguments.Misuse e) {
            checks.failed("resources run " + newest.id() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void judge(RunReader run, List<Identity> identities) throws IOException {
        var about = "resources run " + run.manifest().run();
        var damages = damages(run, identities, about);
        damages.forEach(damage -> checks.failed(about + " is damaged: " + damage));
        if (damages.isEmpty()) session.runs(Kind.RESOURCES).markVerified(run);
        else session.runs(Kind.RESOURCES).markDamaged(run.manifest().run());
    }

    /// Reads it as a restore does.
    private List<String> damages(RunReader run, List<Identity> identities, String about) throws IOException {
        var parallel = session.settings().parallel();
        var damages = new Verifier(Depth.CONTENT, identities, parallel, _ -> {}).damages(run);
        if (!damages.isEmpty()) return damages;
        try {
            var saved = SavedRun.read(run, identities);
            checks.ok(about + " can be read: " + saved.objects().size() + " objects");
            return List.of();
        } catch (DamageException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
