package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonBufferTest {
    private static final int CHUNK = 64 << 10;

    private static String text(JsonBuffer buffer) {
        return new String(buffer.toBytes(), UTF_8);
    }

    @Test
    void writesAcrossTheEdgesOfItsChunks() {
        var random = new Random(7);
        var buffer = new JsonBuffer(Integer.MAX_VALUE);
        var expected = new StringBuilder();
        while (expected.length() < 5 * CHUNK) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    buffer.write('x');
                    expected.append('x');
                }
                case 1 -> {
                    long number = random.nextLong(-1_000_000, Long.MAX_VALUE);
                    buffer.number(number);
                    expected.append(number);
                }
                case 2 -> {
                    buffer.digits(42, 9);
                    expected.append("000000042");
                }
                case 3 -> {
                    var bytes = "abc".repeat(random.nextInt(20_000)).getBytes(UTF_8);
                    buffer.write(bytes, 0, bytes.length);
                    expected.append(new String(bytes, UTF_8));
                }
                default -> {
                    buffer.ascii("some words");
                    expected.append("some words");
                }
            }
            assertEquals(expected.length(), buffer.size());
        }
        assertEquals(expected.toString(), text(buffer));
    }

    @Test
    void rollsBackOverTheEdgesOfItsChunks() {
        for (int mark : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK}) {
            var buffer = new JsonBuffer(10 * CHUNK);
            buffer.ascii("a".repeat(mark));
            buffer.ascii("b".repeat(2 * CHUNK));
            buffer.rollBack(mark);
            buffer.ascii("c".repeat(CHUNK));
            assertEquals("a".repeat(mark) + "c".repeat(CHUNK), text(buffer));
        }
    }

    @Test
    void isFullAtItsLimitAndNotStarved() {
        var buffer = new JsonBuffer(3 * CHUNK);
        buffer.ascii("a".repeat(3 * CHUNK));
        assertFalse(buffer.isFull());
        buffer.write('b');
        assertTrue(buffer.isFull() && !buffer.isStarved());
        assertEquals(3 * CHUNK, buffer.toBytes().length);
    }

    @Test
    void starvesWhereTheMemoryForAnswersEnds() {
        var memory = new AnswerMemory(2 * CHUNK);
        memory.during(() -> {
            var buffer = new JsonBuffer(Integer.MAX_VALUE, AnswerMemory.Share.current());
            buffer.ascii("a".repeat(3 * CHUNK));
            assertEquals(2 * CHUNK, memory.taken());
            buffer.write('b');
            assertTrue(buffer.isFull() && buffer.isStarved());
            buffer.rollBack(CHUNK);
            assertEquals(
                    CHUNK,
                    buffer.pieces().stream().mapToInt(piece -> piece.length).sum());
            assertEquals(0, memory.taken());
        });
    }
}
