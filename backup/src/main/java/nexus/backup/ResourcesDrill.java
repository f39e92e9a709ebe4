package nexus.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nexus.backup.age.Identity;
import nexus.backup.run.DamageException;
import nexus.backup.run.Depth;
import nexus.backup.run.Entry;
import nexus.backup.run.Kind;
import nexus.backup.run.Run;
import nexus.backup.run.RunReader;
import nexus.backup.run.Verifier;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.json.JsonParseException;

/// Decrypts and reads the newest run of kind `resources`, as far as that goes without a cluster.
record ResourcesDrill(Session session, Checks checks) {
    private static final int MOST = 48 << 20;

    void run(Arguments arguments) {
        var newest = session.runs(Kind.RESOURCES).newest();
        if (newest.isEmpty()) checks.leftOut("runs of kind resources: there is none");
        else look(newest.get(), arguments);
    }

    private void look(Run newest, Arguments arguments) {
        try {
            var run = session.open(Kind.RESOURCES, Optional.of(newest.id().text()));
            var damages = damages(run, session.identitiesOf(run, arguments));
            damages.forEach(damage -> checks.failed("resources run " + newest.id() + " is damaged: " + damage));
            if (damages.isEmpty())
                checks.ok("resources run " + newest.id() + " can be read: "
                        + run.manifest().entries().size() + " objects");
            if (damages.isEmpty()) session.runs(Kind.RESOURCES).markVerified(run);
            else session.runs(Kind.RESOURCES).markDamaged(run);
        } catch (DamageException e) {
            checks.failed(String.valueOf(e.getMessage()));
        }
    }

    private List<String> damages(RunReader run, List<Identity> identities) {
        var parallel = session.settings().parallel();
        var damages = new ArrayList<>(new Verifier(Depth.CONTENT, identities, parallel, _ -> {}).damages(run));
        if (damages.isEmpty()) for (var entry : run.manifest().entries()) read(run, entry, identities, damages);
        return damages;
    }

    private static void read(RunReader run, Entry entry, List<Identity> identities, List<String> damages) {
        if (entry.bytes() > MOST) damages.add(run.key(entry) + " is too large for an object of Kubernetes");
        else
            try (var object = run.read(entry, identities)) {
                var text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(object.readAllBytes()))
                        .toString();
                if (entry.path().endsWith(".json.gz.age")) BsonDocument.parse(text);
            } catch (JsonParseException | BSONException e) {
                damages.add(run.key(entry) + " is not JSON");
            } catch (CharacterCodingException e) {
                damages.add(run.key(entry) + " is no text");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
    }
}
