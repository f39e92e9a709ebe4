package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The test vectors that the authors of the format publish.
class VectorsTest {
    private static final int COUNT = 143;
    private static final int OURS = 67;

    static Stream<Vector> ours() {
        return Vector.all().stream().filter(Vector::isForUs);
    }

    static Stream<Vector> armored() {
        return Vector.all().stream().filter(Vector::isArmored);
    }

    static Stream<Vector> ofOtherKinds() {
        return Vector.all().stream().filter(vector -> !vector.isArmored() && !vector.isForUs());
    }

    @Test
    void allAreThere() {
        assertEquals(COUNT, Vector.all().size());
        assertEquals(OURS, ours().count());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ours")
    void endAsExpected(Vector vector) throws IOException {
        var identities = vector.identities();
        switch (vector.expectation()) {
            case "success" -> expectSuccess(vector, identities);
            case "payload failure" -> expectPayloadFailure(vector, identities);
            case "header failure" -> expectRefusal(vector, identities, "");
            case "HMAC failure" -> expectRefusal(vector, identities, "MAC does not match");
            case "no match" -> expectRefusal(vector, identities, "none of the identities");
            default -> throw new AssertionError(vector.expectation());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("armored")
    void areNotReadInArmor(Vector vector) throws IOException {
        var refusal = expectRefusal(vector, List.of(Identity.generate()), "");
        assertTrue(refusal.matches(".*(ASCII armor|no age file).*"), refusal);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofOtherKinds")
    void openOnlyForTheirOwnKind(Vector vector) throws IOException {
        expectRefusal(vector, List.of(Identity.generate()), "");
    }

    /// The header is written again from its parts.
    @ParameterizedTest(name = "{0}")
    @MethodSource("ours")
    void haveHeadersThatAreWrittenAsTheyWereRead(Vector vector) throws IOException {
        if (vector.expectation().equals("header failure")) return;
        var header = HeaderReader.read(vector.open());
        var text = new StringBuilder(Header.INTRO);
        header.stanzas().forEach(stanza -> text.append(stanza.text()));
        assertEquals(text + Header.END, header.covered());
    }

    private static void expectSuccess(Vector vector, List<Identity> identities) throws IOException {
        try (var in = AgeInput.open(vector.open(), identities)) {
            assertEquals(vector.values("payload").getFirst(), hash(in.readAllBytes()));
        }
    }

    private static void expectPayloadFailure(Vector vector, List<Identity> identities) throws IOException {
        var handedOut = new ByteArrayOutputStream();
        try (var in = AgeInput.open(vector.open(), identities)) {
            assertThrows(AgeException.class, () -> in.transferTo(handedOut));
        }
        assertEquals(vector.values("payload").getFirst(), hash(handedOut.toByteArray()));
    }

    private static String expectRefusal(Vector vector, List<Identity> identities, String words) {
        var refusal = assertThrows(AgeException.class, () -> AgeInput.open(vector.open(), identities))
                .getMessage();
        assertTrue(refusal.contains(words), refusal);
        return refusal;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
