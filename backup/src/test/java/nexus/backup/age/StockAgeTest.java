package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both ways with the program `age`: an operator with stock tools alone opens what is written here.
class StockAgeTest {
    @TempDir
    private Path folder;

    private final Identity identity = Identity.generate();

    @BeforeAll
    static void find() {
        StockAge.assumeAvailable();
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 3_000_000})
    void opensWhatIsWrittenHere(int size) throws IOException, InterruptedException {
        var plain = Age.random(new Random(size), size);
        write("secret.age", Age.encrypt(plain, Identity.generate(), identity, Identity.generate()));
        write("key.txt", identity.secret() + "\n");
        age("--decrypt", "--identity", "key.txt", "--output", "plain", "secret.age");
        // Nothing to write is no file for some of its versions.
        assertArrayEquals(plain, size > 0 ? read("plain") : new byte[0]);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 3_000_000})
    void writesWhatIsOpenedHere(int size) throws IOException, InterruptedException {
        var plain = Age.random(new Random(size), size);
        write("plain", plain);
        var other = Identity.generate();
        age("-r", other.recipient().text(), "-r", identity.recipient().text(), "-o", "secret.age", "plain");
        assertArrayEquals(plain, Age.decrypt(read("secret.age"), identity));
        assertArrayEquals(plain, Age.decrypt(read("secret.age"), other));
    }

    @Test
    void itsRecipientsOfOtherKindsAreSkipped() throws IOException, InterruptedException, GeneralSecurityException {
        write("plain", "hello");
        age("-r", sshKey(), "-r", identity.recipient().text(), "-o", "secret.age", "plain");
        assertTrue(new String(read("secret.age"), StandardCharsets.ISO_8859_1).contains("-> ssh-ed25519 "));
        assertEquals("hello", new String(Age.decrypt(read("secret.age"), identity), StandardCharsets.US_ASCII));
    }

    @Test
    void itsArmorIsRefusedByName() throws IOException, InterruptedException {
        write("plain", "hello");
        age("--armor", "-r", identity.recipient().text(), "-o", "secret.age", "plain");
        var refusal = assertThrows(AgeException.class, () -> Age.decrypt(read("secret.age"), identity));
        assertEquals(
                "the file is in ASCII armor, which is not read here; encrypt it without --armor", refusal.getMessage());
    }

    @Test
    void itsKeyFilesAreRead() throws IOException, InterruptedException {
        StockAge.run(folder, "age-keygen", "-o", "key.txt");
        var read = Identity.read(folder.resolve("key.txt"));
        var recipient = StockAge.run(folder, "age-keygen", "-y", "key.txt").strip();
        assertEquals(
                List.of(Recipient.parse(recipient)),
                read.stream().map(Identity::recipient).toList());
        write("plain", "hello");
        age("-r", recipient, "-o", "secret.age", "plain");
        assertArrayEquals(read("plain"), Age.decrypt(read("secret.age"), read.getFirst()));
    }

    @Test
    void takesOurKeyFiles() throws IOException, InterruptedException {
        write("key.txt", "# public key: " + identity.recipient().text() + "\n" + identity.secret() + "\n");
        var recipient = StockAge.run(folder, "age-keygen", "-y", "key.txt").strip();
        assertEquals(identity.recipient().text(), recipient);
    }

    private void age(String... arguments) throws IOException, InterruptedException {
        var command = new String[arguments.length + 1];
        command[0] = "age";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        StockAge.run(folder, command);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    /// A public key as OpenSSH writes it: its kind and its 32 bytes, each with its length before it.
    private static String sshKey() throws GeneralSecurityException {
        var encoded = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        var kind = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        var key = ByteBuffer.allocate(4 + kind.length + 4 + 32)
                .putInt(kind.length)
                .put(kind)
                .putInt(32)
                .put(encoded, encoded.length - 32, 32);
        return "ssh-ed25519 " + Base64.getEncoder().encodeToString(key.array());
    }
}
