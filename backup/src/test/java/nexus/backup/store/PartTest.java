package nexus.backup.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartTest {
    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static void fill(Part part, byte[] bytes) {
        for (int done = 0; done < bytes.length; ) done += part.take(bytes, done, bytes.length - done);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
    void sendsWhatItTookAsOftenAsItIsAsked(int count) throws IOException {
        var bytes = bytes(count);
        var part = new Part(200_000);
        fill(part, bytes);
        for (int attempt = 0; attempt < 2; attempt++)
            assertArrayEquals(
                    bytes, part.body().contentStreamProvider().newStream().readAllBytes());
        assertEquals(Digest.of(bytes).hex(), part.digest().hex());
        assertEquals(count == 200_000, part.isFull());
    }

    @Test
    void takesNoMoreThanItsCapacity() {
        var part = new Part(100_000);
        assertEquals(65_536, part.take(bytes(200_000), 0, 200_000));
        assertEquals(34_464, part.take(bytes(200_000), 0, 200_000));
        assertTrue(part.isFull());
    }

    @Test
    void forgetsWhatItHeldBefore() {
        var part = new Part(100_000);
        fill(part, bytes(100_000));
        part.clear();
        var next = Arrays.copyOf(bytes(70_000), 70_000);
        fill(part, next);
        assertEquals(Digest.of(next).hex(), part.digest().hex());
        assertEquals(70_000, part.size());
    }

    @ParameterizedTest(name = "{0} bytes in parts of {1}")
    @CsvSource({
        "0, 8388608, 8388608",
        "1, 8388608, 8388608",
        "79691776000, 8388608, 8388608", // 9,500 × 8 MiB
        "79691776001, 8388608, 9437184",
        "1099511627776, 5242880, 116391936", // 1 TiB
        "5497558138880, 5242880, 578813952" // 5 TiB, the most that S3 takes
    })
    void plansPartsThatAreEnough(long expected, long wanted, long size) {
        assertEquals(size, Parts.size(wanted, expected));
        assertTrue(Math.ceilDiv(expected, size) <= 9_500);
    }
}
