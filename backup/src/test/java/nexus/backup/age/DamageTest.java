package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to a file, nothing wrong is handed out, and no part of it is taken for the whole.
class DamageTest {
    private static final int CHUNK = 65_536;
    private static final int SEALED = CHUNK + 16;
    /// What a byte is changed by: its lowest bit, the case of a letter, its highest bit; or all there is.
    private static final int[] FLIPS =
            Boolean.getBoolean("tests.long") ? IntStream.range(1, 256).toArray() : new int[] {1, 'a' ^ 'A', 128};

    private final Identity identity = Identity.generate();
    private final Identity other = Identity.generate();

    @Test
    void everyFlipInASmallFileIsRefused() throws IOException {
        var file = Age.encrypt(Age.random(new Random(1), 40), other, identity);
        for (int at = 0; at < file.length; at++)
            for (int flip : FLIPS) {
                var damaged = file.clone();
                damaged[at] ^= (byte) flip;
                assertEquals(0, handedOut(damaged).length, "byte " + at + " changed by " + flip);
            }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 40})
    void everyCutOfASmallFileIsRefused(int size) throws IOException {
        var file = Age.encrypt(Age.random(new Random(1), size), other, identity);
        for (int length = 0; length < file.length; length++)
            assertEquals(0, handedOut(Arrays.copyOf(file, length)).length, "cut to " + length);
    }

    @ParameterizedTest(name = "{0} bytes more")
    @ValueSource(ints = {1, 15, 16, 17, 40, SEALED})
    void whatFollowsTheEndIsRefused(int more) throws IOException {
        for (int size : new int[] {0, 40, CHUNK}) {
            var file = Age.encrypt(new byte[size], identity);
            handedOut(Arrays.copyOf(file, file.length + more));
        }
    }

    @Test
    void aFlipInALaterChunkLeavesOnlyTheChunksBefore() throws IOException {
        var plain = Age.random(new Random(2), 3 * CHUNK);
        var file = Age.encrypt(plain, identity);
        for (int chunk = 0; chunk < 3; chunk++) {
            for (int at : new int[] {0, CHUNK / 2, SEALED - 1}) {
                var damaged = file.clone();
                damaged[file.length - (3 - chunk) * SEALED + at] ^= 1;
                assertArrayEquals(Arrays.copyOf(plain, chunk * CHUNK), handedOut(damaged), chunk + ", " + at);
            }
        }
    }

    @ParameterizedTest(name = "of {0} bytes")
    @ValueSource(ints = {3 * CHUNK, 3 * CHUNK + 1})
    void aCutBetweenOrInChunksIsNoEnd(int size) throws IOException {
        var plain = Age.random(new Random(3), size);
        var file = Age.encrypt(plain, identity);
        int payload = file.length - size - 16 * ((size + CHUNK - 1) / CHUNK);
        for (int chunks = 0; chunks < 3; chunks++)
            for (int more : new int[] {0, 1, 15, 16, 17, SEALED - 1}) {
                int length = payload + chunks * SEALED + more;
                assertArrayEquals(
                        Arrays.copyOf(plain, chunks * CHUNK),
                        handedOut(Arrays.copyOf(file, length)),
                        "cut to " + length);
            }
    }

    @Test
    void chunksAreReadOnlyInTheirOrder() throws IOException {
        var file = Age.encrypt(Age.random(new Random(4), 3 * CHUNK), identity);
        int payload = file.length - 3 * SEALED;
        assertEquals(0, handedOut(rearranged(file, payload, 1, 0, 2)).length);
        assertEquals(0, handedOut(rearranged(file, payload, 1, 2)).length);
        assertEquals(CHUNK, handedOut(rearranged(file, payload, 0, 0, 1, 2)).length);
        assertEquals(CHUNK, handedOut(rearranged(file, payload, 0, 2)).length);
        assertEquals(2 * CHUNK, handedOut(rearranged(file, payload, 0, 1)).length);
    }

    private static byte[] rearranged(byte[] file, int payload, int... chunks) {
        var out = new ByteArrayOutputStream();
        out.write(file, 0, payload);
        for (int chunk : chunks) out.write(file, payload + chunk * SEALED, SEALED);
        return out.toByteArray();
    }

    @Test
    void theHeaderOfOneFileDoesNotOpenThePayloadOfAnother() throws IOException {
        var one = Age.encrypt(new byte[40], identity);
        var mixed = Age.encrypt(new byte[40], identity);
        System.arraycopy(one, one.length - 72, mixed, mixed.length - 72, 72);
        assertEquals(0, handedOut(mixed).length);
    }

    @Test
    void aRefusedFileStaysRefused() throws IOException {
        var file = Age.encrypt(new byte[2 * CHUNK], identity);
        file[file.length - 1] ^= 1;
        try (var in = AgeInput.open(new ByteArrayInputStream(file), List.of(identity))) {
            in.readNBytes(CHUNK);
            var first = assertThrows(AgeException.class, in::read);
            assertEquals("chunk 2 of the file is damaged", first.getMessage());
            assertSame(first, assertThrows(AgeException.class, () -> in.read(new byte[10])));
        }
    }

    @Test
    void aFailureBelowIsToldAndStays() throws IOException {
        var file = Age.encrypt(new byte[3 * CHUNK], identity);
        var below = new FailingInput(file, file.length - SEALED - 1);
        try (var in = AgeInput.open(below, List.of(identity))) {
            assertEquals(CHUNK, in.readNBytes(CHUNK).length);
            assertEquals("no more", assertThrows(IOException.class, in::read).getMessage());
            assertEquals("no more", assertThrows(IOException.class, in::read).getMessage());
        }
        assertTrue(below.isClosed());
    }

    /// What comes out before the refusal, which must come.
    private byte[] handedOut(byte[] file) {
        var out = new ByteArrayOutputStream();
        assertThrows(AgeException.class, () -> {
            try (var in = AgeInput.open(new ByteArrayInputStream(file), List.of(identity))) {
                in.transferTo(out);
            }
        });
        return out.toByteArray();
    }
}
