package nexus.backup.age;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of secret keys. Its errors name the file and the line, and repeat nothing of what stands there.
final class IdentityFile {
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;

    private IdentityFile(Path file) {
        this.file = file;
    }

    static List<Identity> read(Path file) throws AgeException {
        return new IdentityFile(file).identities();
    }

    private List<Identity> identities() throws AgeException {
        var text = text();
        if (text.startsWith("age-encryption.org/") || text.startsWith("-----BEGIN AGE ENCRYPTED FILE-----"))
            throw bad("is itself encrypted; decrypt it first: age --decrypt --output NEW " + file);
        if (text.startsWith("-----BEGIN "))
            throw bad("is a PEM file, perhaps an SSH key; only secret keys of age-keygen are read");
        var identities = new ArrayList<Identity>();
        int number = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) identities.add(identity(number, line));
        }
        if (identities.isEmpty()) throw bad("holds no secret key: no line begins with " + Identity.PREFIX + "1");
        return List.copyOf(identities);
    }

    private Identity identity(int number, String line) throws AgeException {
        checkKind(number, line);
        try {
            return Identity.parse(line);
        } catch (AgeException e) {
            throw bad(number, "the secret key " + e.getMessage());
        }
    }

    private void checkKind(int number, String line) throws AgeException {
        if (line.startsWith(Identity.PREFIX + "1")) return;
        if (line.startsWith("AGE-PLUGIN-"))
            throw bad(
                    number, "an identity of a plugin (AGE-PLUGIN-…) is not read here; only " + Identity.PREFIX + "1…");
        if (line.startsWith(Identity.PREFIX + "PQ-"))
            throw bad(
                    number,
                    "a post-quantum identity (AGE-SECRET-KEY-PQ-…) is not read here; only " + Identity.PREFIX + "1…");
        if (line.startsWith(Recipient.PREFIX + "1"))
            throw bad(number, "a public key (age1…) stands where a secret key is wanted");
        throw bad(number, "neither a secret key (" + Identity.PREFIX + "1…) nor a comment (#)");
    }

    private String text() throws AgeException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) throw bad("is longer than " + MOST_BYTES + " bytes");
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (AgeException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new AgeException("the identity file " + file + " does not exist", e);
        } catch (IOException e) {
            throw new AgeException("the identity file " + file + " cannot be read: " + e, e);
        }
    }

    private AgeException bad(String what) {
        return new AgeException("the identity file " + file + " " + what);
    }

    private AgeException bad(int line, String what) {
        return new AgeException("the identity file " + file + ", line " + line + ": " + what);
    }
}
