package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written comes back, whatever its size and the sizes of the parts.
class RoundTripTest {
    private static final int CHUNK = 65_536;

    private final Identity identity = Identity.generate();

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 5_000_000})
    void aFileComesBack(int size) throws IOException {
        var plain = Age.random(new Random(size), size);
        var file = Age.encrypt(plain, identity);
        int chunks = Math.max(1, (size + CHUNK - 1) / CHUNK);
        int header = Header.of(FileKey.generate(), List.of(identity.recipient()))
                .text()
                .length();
        assertEquals(header + 16 + size + 16L * chunks, file.length);
        assertArrayEquals(plain, Age.decrypt(file, identity));
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 400_000})
    void aFileComesBackByteByByte(int size) throws IOException {
        var plain = Age.random(new Random(size), size);
        var file = new ByteArrayOutputStream();
        try (var out = AgeOutput.open(file, List.of(identity.recipient()))) {
            for (byte one : plain) out.write(one);
        }
        try (var in = open(file.toByteArray())) {
            for (byte one : plain) assertEquals(one & 0xff, in.read());
            assertEquals(-1, in.read());
            assertEquals(-1, in.read());
        }
    }

    @Test
    void aFileComesBackInPartsOfAnySize() throws IOException {
        var random = new Random(20_261_123);
        var plain = Age.random(random, 3_000_000);
        var file = new ByteArrayOutputStream();
        try (var out = AgeOutput.open(file, List.of(identity.recipient()))) {
            writeInParts(out, plain, random);
        }
        try (var in = open(file.toByteArray())) {
            assertArrayEquals(plain, readInParts(in, random));
        }
    }

    private static void writeInParts(OutputStream out, byte[] plain, Random random) throws IOException {
        for (int from = 0; from < plain.length; ) {
            int part = Math.min(plain.length - from, size(random));
            out.write(plain, from, part);
            from += part;
        }
    }

    private static byte[] readInParts(AgeInput in, Random random) throws IOException {
        var all = new ByteArrayOutputStream();
        var buffer = new byte[2 * CHUNK + 7];
        while (true) {
            int offset = random.nextInt(7);
            int count = in.read(buffer, offset, size(random));
            if (count < 0) return all.toByteArray();
            all.write(buffer, offset, count);
        }
    }

    private static int size(Random random) {
        return 1 + random.nextInt(random.nextInt(4) == 0 ? 2 * CHUNK : 3_000);
    }

    @Test
    void eachRecipientAloneOpensIt() throws IOException {
        var plain = Age.random(new Random(1), 1000);
        var identities = Stream.generate(Identity::generate).limit(5).toArray(Identity[]::new);
        var file = Age.encrypt(plain, identities);
        for (var one : identities) assertArrayEquals(plain, Age.decrypt(file, one));
        assertArrayEquals(plain, Age.decrypt(file, Identity.generate(), identities[3]));
    }

    @Test
    void nobodyElseOpensIt() throws IOException {
        var file = Age.encrypt(new byte[10], identity, Identity.generate());
        var refusal = assertThrows(AgeException.class, () -> Age.decrypt(file, Identity.generate()));
        assertEquals("none of the identities given (1) is one of its X25519 recipients (2)", refusal.getMessage());
    }

    @Test
    void thereAreAsManyRecipientsAsAreRead() throws IOException {
        var most = Collections.nCopies(256, identity.recipient());
        assertArrayEquals(new byte[3], Age.decrypt(Age.encrypt(new byte[3], most), identity));
        var tooMany = Collections.nCopies(257, identity.recipient());
        assertThrows(AgeException.class, () -> Age.encrypt(new byte[3], tooMany));
    }

    @Test
    void thereMustBeOneRecipientAndOneIdentity() {
        assertThrows(AgeException.class, () -> Age.encrypt(new byte[3], List.of()));
        assertThrows(AgeException.class, () -> Age.decrypt(Age.encrypt(new byte[3], identity)));
    }

    @Test
    void noTwoFilesAreAlike() throws IOException {
        var one = Age.encrypt(new byte[100], identity);
        var other = Age.encrypt(new byte[100], identity);
        assertEquals(one.length, other.length);
        assertFalse(Arrays.equals(one, 22, 100, other, 22, 100), "the wrapped keys");
        assertFalse(
                Arrays.equals(one, one.length - 116, one.length, other, one.length - 116, one.length), "the payload");
    }

    @Test
    void saysWhatIsAvailableWithoutWaiting() throws IOException {
        try (var in = open(Age.encrypt(new byte[100], identity))) {
            assertEquals(0, in.available());
            assertEquals(0, in.read(new byte[4], 4, 0));
            assertEquals(0, in.read());
            assertEquals(99, in.available());
        }
    }

    @Test
    void nothingIsReadAfterClosing() throws IOException {
        var in = open(Age.encrypt(new byte[100], identity));
        assertEquals(0, in.read());
        in.close();
        in.close();
        assertThrows(IOException.class, in::available);
        assertThrows(IOException.class, in::read);
        assertThrows(IOException.class, () -> in.read(new byte[10]));
    }

    @Test
    void partsMustLieInTheirArrays() throws IOException {
        try (var out = AgeOutput.open(new ByteArrayOutputStream(), List.of(identity.recipient()));
                var in = open(Age.encrypt(new byte[100], identity))) {
            assertThrows(IndexOutOfBoundsException.class, () -> out.write(new byte[3], 2, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> in.read(new byte[3], 2, 2));
            assertEquals(100, in.readAllBytes().length);
        }
    }

    private AgeInput open(byte[] file) throws IOException {
        return AgeInput.open(new ByteArrayInputStream(file), List.of(identity));
    }
}
