package nexus.mcp.fleet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client carries and cannot change.
class SealTest {
    private static final byte[] CONTENT = "the secret of 1 person".getBytes(UTF_8);

    private final Seal seal = new Seal(List.of(key(1)));

    private static byte[] key(int number) {
        var key = new byte[Seal.KEY_BYTES];
        Arrays.fill(key, (byte) number);
        return key;
    }

    private static Optional<String> text(Optional<byte[]> content) {
        return content.map(bytes -> new String(bytes, UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Use.class)
    void opensForItsUseAndForNoOther(Use use) {
        var token = seal.seal(use, CONTENT);
        for (var other : Use.values())
            assertEquals(other == use, seal.open(other, token).isPresent(), other.name());
        assertArrayEquals(CONTENT, seal.open(use, token).orElseThrow());
    }

    @Test
    void sealsNothingTooAndSomethingLong() {
        for (int size : new int[] {0, 1, 100_000}) {
            var content = new byte[size];
            assertArrayEquals(
                    content, seal.open(Use.STATE, seal.seal(Use.STATE, content)).orElseThrow());
        }
    }

    @Test
    void opensWithAnyKeyAndSealsWithTheFirst() {
        var rotated = new Seal(List.of(key(2), key(1)));
        assertTrue(rotated.open(Use.STATE, seal.seal(Use.STATE, CONTENT)).isPresent());
        var fresh = rotated.seal(Use.STATE, CONTENT);
        assertTrue(new Seal(List.of(key(2))).open(Use.STATE, fresh).isPresent());
        assertTrue(seal.open(Use.STATE, fresh).isEmpty());
    }

    @Test
    void neverOpensWithAForeignKey() {
        var foreign = Seal.random().seal(Use.STATE, CONTENT);
        assertEquals(Optional.empty(), text(seal.open(Use.STATE, foreign)));
    }

    @Test
    void neverOpensWithAForeignKeyUnderAKnownId() {
        var own = Base64.getUrlDecoder().decode(seal.seal(Use.STATE, CONTENT));
        var foreign = Base64.getUrlDecoder().decode(Seal.random().seal(Use.STATE, CONTENT));
        System.arraycopy(own, 0, foreign, 0, 4);
        assertEquals(Optional.empty(), text(seal.open(Use.STATE, encoded(foreign))));
    }

    @Test
    void neverOpensWithAnyBitChanged() {
        var token = Base64.getUrlDecoder().decode(seal.seal(Use.STATE, CONTENT));
        for (int bit = 0; bit < token.length * 8; bit++) {
            var tampered = token.clone();
            tampered[bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(seal.open(Use.STATE, encoded(tampered)).isEmpty(), "bit " + bit);
        }
    }

    @Test
    void neverOpensCutAnywhereOrWithMoreBehind() {
        var token = seal.seal(Use.STATE, CONTENT);
        for (int end = 0; end < token.length(); end++)
            assertTrue(seal.open(Use.STATE, token.substring(0, end)).isEmpty(), "at " + end);
        assertTrue(seal.open(Use.STATE, token + "A").isEmpty());
        assertTrue(seal.open(Use.STATE, token + token).isEmpty());
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {"", " ", "A", "AAAA", "====", "not base64!", "null", "{}", "a.b.c", "\u0000", "ä", "\ud83c"})
    void neverOpensGarbage(String garbage) {
        assertTrue(seal.open(Use.STATE, garbage).isEmpty());
    }

    @Test
    void doesNotEvenTryWhatIsFarTooLong() {
        assertTrue(seal.open(Use.STATE, seal.seal(Use.STATE, new byte[1 << 20])).isEmpty());
    }

    @Test
    void showsNothingAndIsNeverTheSameTwice() {
        var token = seal.seal(Use.STATE, CONTENT);
        assertTrue(token.matches("[A-Za-z0-9_-]+"), token);
        var bytes = new String(Base64.getUrlDecoder().decode(token), ISO_8859_1);
        for (var word : List.of("the", "secret", "of", "person", "STATE")) assertFalse(bytes.contains(word), word);
        assertNotEquals(token, seal.seal(Use.STATE, CONTENT));
    }

    private static String encoded(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }
}
