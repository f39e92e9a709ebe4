package nexus.backup.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

class DocumentSumTest {
    private static DocumentSum sum(List<String> documents) {
        var sum = new DocumentSum();
        for (var json : documents) add(sum, json);
        return sum;
    }

    private static void add(DocumentSum sum, String json) {
        var bytes = new RawBsonDocument(BsonDocument.parse(json), new BsonDocumentCodec())
                .getByteBuffer()
                .asNIO();
        // Not at the begin of its array: documents come from the middle of buffers.
        var shifted = new byte[bytes.remaining() + 7];
        bytes.get(shifted, 7, bytes.remaining());
        sum.add(shifted, 7, shifted.length - 7);
    }

    private static List<String> many() {
        return new ArrayList<>(IntStream.range(0, 500)
                .mapToObj(i -> "{_id: " + i + ", n: {deep: " + i % 7 + "}}")
                .toList());
    }

    @Test
    void isTheSameInEveryOrder() {
        var shuffled = many();
        Collections.shuffle(shuffled, new Random(1));
        assertTrue(sum(many()).isOf(sum(shuffled)));
    }

    @Test
    void isAnotherWhereADocumentIsAnotherOrTwice() {
        var changed = many();
        changed.set(3, "{_id: 3, n: {deep: 4}}");
        assertFalse(sum(many()).isOf(sum(changed)));
        var twice = many();
        twice.set(3, twice.get(4));
        assertFalse(sum(many()).isOf(sum(twice)), "as many, one of them twice");
        assertFalse(sum(many()).isOf(sum(many().subList(1, 500))));
    }

    /// MongoDB puts the time of the insert in the place of a zero on the top level, and not in `_id` or further down.
    @Test
    void forgivesOnlyWhatMongoDBReplaces() {
        var before = "{_id: 1, at: {$timestamp: {t: 0, i: 0}}, of: {$timestamp: {t: 5, i: 1}}, x: 1}";
        var after = "{_id: 1, at: {$timestamp: {t: 9, i: 3}}, of: {$timestamp: {t: 5, i: 1}}, x: 1}";
        assertTrue(sum(List.of(before)).isOf(sum(List.of(after))));
        assertTrue(sum(List.of(before)).hasZero());
        assertFalse(sum(List.of(before)).isOf(sum(List.of(after.replace("x: 1", "x: 2")))));
        assertFalse(sum(List.of(after)).isOf(sum(List.of(before))), "one that was not zero stays what it was");
        var deep = "{_id: {$timestamp: {t: 0, i: 0}}, a: {at: {$timestamp: {t: 0, i: 0}}}}";
        assertFalse(sum(List.of(deep)).hasZero());
        assertFalse(sum(List.of(deep)).isOf(sum(List.of(deep.replace("t: 0", "t: 1")))));
    }

    @Test
    void takesBytesThatAreNoBson() {
        var sum = new DocumentSum();
        sum.add(new byte[] {9, 0, 0, 0, 0x11, 'a', 'b', 'c', 0}, 0, 9);
        assertEquals(1, sum.count());
        assertFalse(sum.hasZero());
    }

    /// Against arithmetic that is known to be right.
    @Test
    void addsModulo256Bits() {
        var random = new Random(2);
        var modulus = BigInteger.ONE.shiftLeft(256);
        for (int round = 0; round < 1_000; round++) {
            var sum = new Sum();
            var expected = BigInteger.ZERO;
            for (int i = 0; i < 5; i++) {
                var hash = new byte[32];
                random.nextBytes(hash);
                // Many ones make many carries.
                if (random.nextBoolean()) Arrays.fill(hash, random.nextInt(32), 32, (byte) -1);
                sum.add(hash);
                expected = expected.add(new BigInteger(1, hash)).mod(modulus);
            }
            assertEquals(expected, sum.value());
        }
    }
}
