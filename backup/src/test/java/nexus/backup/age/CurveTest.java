package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {
    /// RFC 7748, section 5.2. The second point has its highest bit set.
    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
                + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
                + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
                + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
                + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
    })
    void multipliesAsTheStandardSays(String secret, String point, String product) throws AgeException {
        assertEquals(product, HexFormat.of().formatHex(Curve.multiply(bytes(secret), bytes(point))));
    }

    /// RFC 7748, section 6.1.
    @Test
    void twoSidesComeToOneSecret() throws AgeException {
        var one = bytes("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        var other = bytes("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        var shared = bytes("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        assertArrayEquals(shared, Curve.multiply(one, Curve.publicKey(other)));
        assertArrayEquals(shared, Curve.multiply(other, Curve.publicKey(one)));
    }

    /// Points of small order: 0, 1, two of order 8, p - 1, and 0 and 1 once more, as p and p + 1.
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000080",
            })
    void refusesPointsThatMakeEverySecretZero(String point) {
        var refusal = assertThrows(AgeException.class, () -> Curve.multiply(Keys.random(32), bytes(point)));
        assertEquals("is a point of small order, which would make every shared secret zero", refusal.getMessage());
        var recipient = Bech32.encode("age", bytes(point));
        assertThrows(AgeException.class, () -> Recipient.parse(recipient));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
