package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {
    /// From the specification of the format.
    private static final String TEXT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

    private static final String SECRET = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

    @Test
    void isReadWithSpaceAroundIt() throws AgeException {
        assertEquals(TEXT, Recipient.parse(TEXT).text());
        assertEquals(new Recipient(TEXT), Recipient.parse("  " + TEXT + "\n"));
        assertEquals(TEXT, Recipient.of(Recipient.parse(TEXT).point()).text());
    }

    @Test
    void belongsToItsIdentity() throws AgeException {
        assertEquals(TEXT, Identity.parse(SECRET).recipient().text());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', a recipient does not begin with age1; only X25519",
        "age, a recipient does not begin with age1; only X25519",
        "AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJWJ, a recipient does not begin with age1",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH, an SSH key stands where a recipient is wanted; only X25519",
        "ssh-rsa AAAAB3NzaC1yc2E, an SSH key stands where a recipient is wanted; only X25519",
        "age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdel, recipients of the kind age1pq are not known; only X25519",
        "age1yubikey1q2w7u3vpya839jxxuq8g0sedh3d740d4xvn639sqhr95ejj8vu3, recipients of the kind age1yubikey are not",
        "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2, recipients of the kind age1tag are not",
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwq, the recipient age1zvkyg2lqzraa2lnj… does not",
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujw, the recipient age1zvkyg2lqzraa2lnj… does not",
        "age1zvkyg2lqzraA2, the recipient age1zvkyg2lqzraA2 character 16 is none of such a key",
        "age1, the recipient age1 is too short",
        "age1qqqsyqcyq5rqwzqf6j0k4h, the recipient age1qqqsyqcyq5rqwzqf",
    })
    void saysWhatIsWrong(String text, String words) {
        var refusal =
                assertThrows(AgeException.class, () -> Recipient.parse(text)).getMessage();
        assertTrue(refusal.startsWith(words), refusal);
    }

    @Test
    void mustHold32Bytes() {
        var text = Bech32.encode("age", new byte[] {9, 0, 0});
        var refusal =
                assertThrows(AgeException.class, () -> Recipient.parse(text)).getMessage();
        assertEquals("the recipient " + text + " has 3 bytes, not 32", refusal);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                SECRET,
                "  " + SECRET + "\n",
                "age-secret-key-1gfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpq4egaex",
                "AGE-SECRET-KEY-PQ-1GFPYYSJZGFPYYSJZGFPYYSJZ",
                "Age-Secret-Key-GFPYYSJZGFPYYSJZGFPYYSJZ",
            })
    void aSecretKeyIsNamedAndNotRepeated(String text) {
        var refusal = assertThrows(AgeException.class, () -> Recipient.parse(text));
        assertTrue(refusal.getMessage().startsWith("a secret key stands where a recipient is wanted"));
        assertFalse(refusal.toString().toLowerCase(Locale.ROOT).contains("gfpyy"));
        var direct = assertThrows(IllegalArgumentException.class, () -> new Recipient(text.strip()));
        assertFalse(direct.toString().toLowerCase(Locale.ROOT).contains("gfpyy"));
    }
}
