package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which headers are read, and what is said of the others.
class HeaderTest {
    private static final String V1 = "age-encryption.org/v1\n";
    private static final String MAC = "A".repeat(43);
    private static final byte[] PLAIN = {1, 2, 3};

    private final Identity identity = Identity.generate();
    private final FileKey key = FileKey.generate();

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-> ssh-ed25519 bFn2UQ 0kyzHYQ8NVvT6LxXjPeMrQxrrnyFDXU6C5bMW+xSqn4\nAAAA\n",
                "-> ssh-rsa bFn2UQ\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n\n",
                "-> piv-p256 x y z\nAAAA\n",
                "-> x25519 lower\n\n",
                "-> !\"#$%&'()*+,-./ ~}{ |\n\n",
                "-> a~-grease 9s tQ\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nAAA\n",
            })
    void recipientsOfOtherKindsAreSkipped(String other) throws IOException {
        assertArrayEquals(PLAIN, Age.decrypt(Age.forge(key, other + ours(), PLAIN), identity));
        assertArrayEquals(PLAIN, Age.decrypt(Age.forge(key, ours() + other, PLAIN), identity));
        var refusal = refusal(Age.forge(key, other, PLAIN));
        var kind = other.split("[ \n]", -1)[1];
        assertEquals(
                "none of the identities given (1) is one of its X25519 recipients (0); "
                        + "recipients of other kinds are skipped: " + kind,
                refusal);
    }

    /// The format forbids it, lest a passphrase seem to prove who wrote the file.
    @Test
    void aPassphraseStandsAlone() throws IOException {
        var scrypt = "-> scrypt ajMFur+EJLGaohv/dLRGnw 18\n8SHBz/ldWnjyGFQqfjat6uNBarWqqEMDS7W8X7+Xq5Q\n";
        assertTrue(refusal(Age.forge(key, scrypt, PLAIN)).endsWith("are skipped: scrypt"));
        assertTrue(refusal(Age.forge(key, scrypt + ours(), PLAIN)).contains("which the format forbids"));
        assertTrue(refusal(Age.forge(key, ours() + scrypt, PLAIN)).contains("which the format forbids"));
    }

    /// Even behind one that opens the file.
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-> X25519\nAAAA\n",
                "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc 1\nhjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\n",
                "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOC\nhjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\n",
                "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCd\nhjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\n",
                "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc=\nhjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\n",
                "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\nhjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41\n",
                "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n\n",
            })
    void aDamagedX25519RecipientIsRefused(String damaged) throws IOException {
        var refusal = refusal(Age.forge(key, ours() + damaged, PLAIN));
        assertTrue(refusal.startsWith("an X25519 recipient of the header "), refusal);
    }

    @Test
    void aShareOfSmallOrderIsRefused() throws IOException {
        var share = Unpadded.encode(new byte[32]);
        var stanza = "-> X25519 " + share + "\nhjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\n";
        var refusal = refusal(Age.forge(key, stanza + ours(), PLAIN));
        assertEquals(
                "the share of an X25519 recipient of the header is a point of small order,"
                        + " which would make every shared secret zero",
                refusal);
    }

    @Test
    void aChangeThatOnlyTheMacShowsIsRefused() throws IOException {
        var other = Age.forge(key, ours() + "-> other a\n\n", PLAIN);
        var changed = new String(other, StandardCharsets.ISO_8859_1).replace("-> other a", "-> other b");
        assertEquals(
                "the header was changed: its MAC does not match",
                refusal(changed.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'', the file is empty",
        "hello, this is no age file: it does not begin with \"age-encryption.org/\"",
        "' age-encryption.org/v1\n', this is no age file: it does not begin with \"age-encryption.org/\"",
        "'age-encryption.org/v2\n-> X', 'the first line is not \"age-encryption.org/v1\": another version of the"
                + " format, or a damaged file'",
        "'age-encryption.org/v1\r\n', 'the first line is not \"age-encryption.org/v1\": another version of the"
                + " format, or a damaged file'",
        "'-----BEGIN AGE ENCRYPTED FILE-----\nYWdl', 'the file is in ASCII armor, which is not read here; encrypt it"
                + " without --armor'",
    })
    void whatIsNoSuchFileIsNamed(String text, String words) {
        assertEquals(words, refusal(text));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'', the file ends in its header: it was cut",
        "'-> a', the file ends in its header: it was cut",
        "'-> a\n', the file ends in its header: it was cut",
        "'-> a\n\n', the file ends in its header: it was cut",
        "'--- MAC\n', the header has no recipient",
        "'-> a\n\n--- MAC', the file ends in its header: it was cut",
        "'-> a\n\n---\n', line 4 of the header has no MAC",
        "'-> a\n\n---MAC\n', line 4 of the header has no MAC",
        "'-> a\n\n--- MACAAAA\n', line 4 of the header has no MAC of 32 bytes",
        "'-> a\n\n---  MAC\n', line 4 of the header is not canonical Base64 without padding",
        "'-> a\n\n--- MAC=\n', line 4 of the header is not canonical Base64 without padding",
        "'-> a\n\nhello\n', line 4 of the header neither begins a recipient nor ends the header",
        "'->\n\n', line 2 of the header neither begins a recipient nor ends the header",
        "'-> \n\n', 'line 2 of the header has an empty argument, or a character that is not printable ASCII'",
        "'-> a  b\n\n', 'line 2 of the header has an empty argument, or a character that is not printable ASCII'",
        "'-> a \n\n', 'line 2 of the header has an empty argument, or a character that is not printable ASCII'",
        "'-> a\t\n\n', 'line 2 of the header has an empty argument, or a character that is not printable ASCII'",
        "'-> ä\n\n', 'line 2 of the header has an empty argument, or a character that is not printable ASCII'",
        "'-> a\nAA=\n', line 3 of the header is not canonical Base64 without padding",
        "'-> a\nA\n', line 3 of the header is not canonical Base64 without padding",
        "'-> a\nAB\n', line 3 of the header is not canonical Base64 without padding",
        "'-> a\nA-AA\n', line 3 of the header is not canonical Base64 without padding",
        "'-> a\nAAAA \n', line 3 of the header is not canonical Base64 without padding",
        "'-> a\n64\n--- MAC\n', line 4 of the header comes too early: the recipient before does not end in a short line",
        "'-> a\n64\n-> b\n', line 4 of the header comes too early: the recipient before does not end in a short line",
        "'-> a\n64AAAA\n', line 3 of the header is longer than 64 characters",
        "'-> a\nAAAA\nAAAA\n', line 4 of the header neither begins a recipient nor ends the header",
    })
    void aBadLineIsNamed(String text, String words) {
        var whole = V1 + text.replace("MAC", MAC).replace("64", "A".repeat(64));
        assertEquals(words, refusal(whole));
    }

    @Test
    void aFileThatEndsAfterItsHeaderIsCut() throws IOException {
        var file = Age.forge(key, ours(), PLAIN);
        int payload = 16 + PLAIN.length + 16;
        for (int left = 0; left < 16; left++)
            assertEquals(
                    "the file ends after its header: it was cut",
                    refusal(Arrays.copyOf(file, file.length - payload + left)));
    }

    @Test
    void aHeaderHasAMostOfRecipients() throws IOException {
        var stanza = "-> a\n\n";
        assertArrayEquals(PLAIN, Age.decrypt(Age.forge(key, stanza.repeat(255) + ours(), PLAIN), identity));
        assertEquals(
                "the header has more than 256 recipients", refusal(Age.forge(key, stanza.repeat(256) + ours(), PLAIN)));
    }

    /// Whatever stands at the bound: the end of a line, or its middle.
    @Test
    void aHeaderHasAMostOfBytes() throws IOException {
        var start = ours() + "-> ";
        var end = "\n\n";
        int rest = (64 << 10) - (V1 + start + end + "--- " + MAC + "\n").length();
        assertArrayEquals(PLAIN, Age.decrypt(Age.forge(key, start + "a".repeat(rest) + end, PLAIN), identity));
        for (int more = 1; more < 60; more++) {
            var file = Age.forge(key, start + "a".repeat(rest + more) + end, PLAIN);
            assertEquals("the header is longer than 65536 bytes", refusal(file));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"A", "AAAA\n", "-> A\n\n", "-> A ", "64\n"})
    void aHeaderWithoutAnEndIsNotReadForEver(String part) throws IOException {
        var text = V1 + "-> a\n" + part.replace("64", "A".repeat(64)).repeat(1 << 20);
        var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        assertThrows(AgeException.class, () -> AgeInput.open(in, List.of(identity)));
        int read = text.length() - in.available();
        assertTrue(read < 80 << 10, read + " bytes");
    }

    @Test
    void aHeaderIsReadAndNotAByteBehindIt() throws IOException {
        var in = new ByteArrayInputStream((V1 + "-> a\n\n--- " + MAC + "\nrest").getBytes(StandardCharsets.US_ASCII));
        HeaderReader.read(in);
        assertEquals("rest", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    }

    private String ours() throws AgeException {
        return Wrapped.wrap(key, identity.recipient().point()).stanza().text();
    }

    private String refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String refusal(byte[] file) {
        return assertThrows(AgeException.class, () -> Age.decrypt(file, identity))
                .getMessage();
    }
}
