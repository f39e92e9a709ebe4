package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityTest {
    private static final String SECRET = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("key.txt");
    }

    /// A file, and what is said of it after its name.
    record Bad(String text, String words) {
        @Override
        public String toString() {
            return words;
        }
    }

    static Stream<Bad> bad() {
        return Stream.of(
                new Bad("", " holds no secret key: no line begins with AGE-SECRET-KEY-1"),
                new Bad("# public key: age1x\n\n", " holds no secret key: no line begins with AGE-SECRET-KEY-1"),
                new Bad(
                        "# a\n" + SECRET.replace("GFPQ", "GFQP") + "\n",
                        ", line 2: the secret key does not match its checksum: it was mistyped or cut"),
                new Bad(
                        SECRET.substring(0, 60),
                        ", line 1: the secret key does not match its checksum: it was mistyped or cut"),
                new Bad(SECRET.replace('X', 'x'), ", line 1: the secret key character 74 is none of such a key"),
                new Bad(SECRET + " # mine", ", line 1: the secret key character 75 is none of such a key"),
                new Bad("AGE-SECRET-KEY-1\n", ", line 1: the secret key is too short"),
                new Bad(
                        SECRET + "\n" + SECRET.toLowerCase(Locale.ROOT),
                        ", line 2: neither a secret key (AGE-SECRET-KEY-1…) nor a comment (#)"),
                new Bad("\n\nGFPYYSJZ\n", ", line 3: neither a secret key (AGE-SECRET-KEY-1…) nor a comment (#)"),
                new Bad(
                        SECRET + "\r\nAGE-PLUGIN-YUBIKEY-1GFPYYSJZ",
                        ", line 2: an identity of a plugin (AGE-PLUGIN-…) is not read here; only AGE-SECRET-KEY-1…"),
                new Bad(
                        "AGE-SECRET-KEY-PQ-1GFPYYSJZ",
                        ", line 1: a post-quantum identity (AGE-SECRET-KEY-PQ-…) is not read here;"
                                + " only AGE-SECRET-KEY-1…"),
                new Bad(
                        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
                        ", line 1: a public key (age1…) stands where a secret key is wanted"),
                new Bad(
                        "-----BEGIN OPENSSH PRIVATE KEY-----\nGFPYYSJZ\n",
                        " is a PEM file, perhaps an SSH key; only secret keys of age-keygen are read"),
                new Bad("#".repeat((1 << 20) + 1), " is longer than 1048576 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void saysWhatIsWrongAndRepeatsNothing(Bad bad) throws IOException {
        Files.writeString(file, bad.text());
        var refusal = assertThrows(AgeException.class, () -> Identity.read(file));
        assertEquals("the identity file " + file + bad.words(), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("GFPYY"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encrypted")
    void anEncryptedFileIsRefusedWithTheWayOut(String text) throws IOException {
        Files.writeString(file, text);
        var refusal = assertThrows(AgeException.class, () -> Identity.read(file));
        assertEquals(
                "the identity file " + file + " is itself encrypted; decrypt it first: age --decrypt --output NEW "
                        + file,
                refusal.getMessage());
    }

    static List<String> encrypted() {
        return List.of(
                "age-encryption.org/v1\n-> scrypt ajMFur+EJLGaohv/dLRGnw 18\n",
                "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n");
    }

    @Test
    void readsSeveralKeysBetweenComments() throws IOException {
        var other = Identity.generate();
        Files.writeString(
                file,
                "# created: 2026-11-23T02:00:00Z\n# public key: "
                        + other.recipient().text() + "\n" + other.secret() + "\n\n  " + SECRET + "  \r\n# Ende ä\n");
        assertEquals(
                List.of(other.secret(), SECRET),
                Identity.read(file).stream().map(Identity::secret).toList());
    }

    @Test
    void saysThatAFileIsMissingOrNoFile() {
        var missing = assertThrows(AgeException.class, () -> Identity.read(file));
        assertEquals("the identity file " + file + " does not exist", missing.getMessage());
        var unreadable = assertThrows(AgeException.class, () -> Identity.read(folder));
        assertTrue(unreadable.getMessage().startsWith("the identity file " + folder + " cannot be read: "));
    }

    @Test
    void bytesThatAreNoTextAreNoKey() throws IOException {
        var bytes = new byte[200];
        Arrays.fill(bytes, (byte) 0xff);
        Files.write(file, bytes);
        assertThrows(AgeException.class, () -> Identity.read(file));
    }

    @Test
    void printsAsHidden() {
        var identity = Identity.generate();
        assertEquals("<hidden>", identity.toString());
        assertEquals("[<hidden>]", List.of(identity).toString());
        assertEquals("<hidden>", FileKey.generate().toString());
    }

    @Test
    void eachNewOneIsAnother() throws AgeException {
        var identity = Identity.generate();
        assertNotEquals(identity.secret(), Identity.generate().secret());
        assertEquals(identity.recipient(), Identity.parse(identity.secret()).recipient());
        assertTrue(identity.secret().matches("AGE-SECRET-KEY-1[0-9A-Z]{58}"));
    }
}
