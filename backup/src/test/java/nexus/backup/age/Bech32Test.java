package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bech32Test {
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "a, a12uel5l, ''",
        "abcdef, abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw, 00443214c74254b635cf84653a56d7c675be77df",
        "A, A12UEL5L, ''",
        "split, split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w,"
                + "c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio,"
                + "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs,''",
    })
    void readsAndWritesTheStringsOfBip173(String prefix, String text, String hex) throws AgeException {
        var bytes = HexFormat.of().parseHex(hex);
        assertArrayEquals(bytes, Bech32.decode(prefix, text, bytes.length));
        if (prefix.equals("A")) return;
        assertEquals(text, Bech32.encode(prefix, bytes));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "a, b12uel5l, does not begin with a1",
        "a, a12uel5, is too short",
        "a, a1, is too short",
        "a, a12uel5l2, does not match its checksum: it was mistyped or cut",
        "a, a12uel5q, does not match its checksum: it was mistyped or cut",
        "a, a12ueL5l, character 6 is none of such a key",
        "A, A12UEl5L, character 6 is none of such a key",
        "a, a12ueb5l, character 6 is none of such a key",
        "a, a12ue\u01315l, character 6 is none of such a key",
        "a, a12uel5l, 'has 0 bytes, not 1'",
    })
    void saysWhatIsWrong(String prefix, String text, String words) {
        var refusal = assertThrows(AgeException.class, () -> Bech32.decode(prefix, text, 1));
        assertEquals(words, refusal.getMessage());
    }

    @Test
    void readsWhatItWrites() throws AgeException {
        var random = new Random(173);
        for (int length = 0; length < 60; length++) {
            var bytes = Age.random(random, length);
            var text = Bech32.encode("age", bytes);
            assertArrayEquals(bytes, Bech32.decode("age", text, length));
        }
    }

    /// One byte is a character and three bits of the next.
    @Test
    void bitsThatBelongToNoByteAreZero() throws AgeException {
        assertArrayEquals(new byte[1], Bech32.decode("age", Bech32.text("age", new byte[8]), 1));
        for (byte rest = 1; rest < 4; rest++) {
            var text = Bech32.text("age", new byte[] {0, rest, 0, 0, 0, 0, 0, 0});
            var refusal = assertThrows(AgeException.class, () -> Bech32.decode("age", text, 1));
            assertEquals("ends in bits that belong to no byte", refusal.getMessage());
        }
        var idle = Bech32.text("age", new byte[9]);
        assertThrows(AgeException.class, () -> Bech32.decode("age", idle, 1), "a whole character too many");
    }

    @Test
    void aFlippedCharacterIsNoticed() throws AgeException {
        var text = Bech32.encode("age", Age.random(new Random(9), 32));
        for (int at = 4; at < text.length(); at++) {
            var other = text.charAt(at) == 'q' ? 'p' : 'q';
            var flipped = text.substring(0, at) + other + text.substring(at + 1);
            var refusal = assertThrows(AgeException.class, () -> Bech32.decode("age", flipped, 32));
            assertTrue(refusal.getMessage().contains("checksum"), refusal.getMessage());
        }
    }
}
