package nexus.backup.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatheredTest {
    @Test
    void allBytesComeOutInTheirOrder() throws IOException {
        var random = new Random(1);
        var written = new ByteArrayOutputStream();
        var below = new ByteArrayOutputStream();
        var gathered = new Gathered(below, 100);
        for (int i = 0; i < 1_000; i++) {
            var bytes = new byte[random.nextInt(350)];
            random.nextBytes(bytes);
            int offset = random.nextInt(bytes.length + 1);
            written.write(bytes, offset, bytes.length - offset);
            gathered.write(bytes, offset, bytes.length - offset);
            written.write(i);
            gathered.write(i);
        }
        gathered.flush();
        assertArrayEquals(written.toByteArray(), below.toByteArray());
    }

    @Test
    void manyWritesBecomeFewAndNoneHandsOnTheArrayItWasGiven() throws IOException {
        var large = new byte[1_000];
        List<Integer> lengths = new ArrayList<>();
        var gathered = new Gathered(
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        throw new AssertionError("one byte at a time");
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        assertNotSame(large, bytes);
                        lengths.add(length);
                    }
                },
                100);
        gathered.write(large, 0, large.length);
        for (int i = 0; i < 200; i++) gathered.write(large, i, 1);
        assertEquals(Collections.nCopies(12, 100), lengths);
    }
}
