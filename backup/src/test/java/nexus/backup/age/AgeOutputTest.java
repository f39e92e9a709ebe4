package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a file ends, and what happens when it cannot be written.
class AgeOutputTest {
    private static final int CHUNK = 65_536;

    private final Identity identity = Identity.generate();
    private final Below below = new Below();

    /// Keeps what it gets. Can fail once.
    private static final class Below extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean failsNext;
        private int flushes;
        private int closes;

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (failsNext) {
                failsNext = false;
                throw new IOException("no room");
            }
            bytes.write(from, offset, length);
        }

        @Override
        public void flush() {
            flushes++;
        }

        @Override
        public void close() {
            closes++;
        }
    }

    @Test
    void closingTwiceEndsTheFileOnce() throws IOException {
        var out = open();
        out.write(new byte[40]);
        out.close();
        int size = below.bytes.size();
        out.close();
        assertEquals(size, below.bytes.size());
        assertEquals(1, below.closes);
        assertArrayEquals(new byte[40], Age.decrypt(below.bytes.toByteArray(), identity));
    }

    @Test
    void takesNothingAfterItsEnd() throws IOException {
        var out = open();
        out.close();
        assertThrows(IOException.class, () -> out.write(1));
        assertThrows(IOException.class, () -> out.write(new byte[3]));
        assertThrows(IOException.class, () -> out.write(new byte[0]));
        assertThrows(IOException.class, out::flush);
        assertArrayEquals(new byte[0], Age.decrypt(below.bytes.toByteArray(), identity));
    }

    @Test
    void aFileThatIsNotClosedDoesNotOpenToItsEnd() throws IOException {
        var out = open();
        out.write(new byte[CHUNK + 1]);
        assertThrows(AgeException.class, () -> Age.decrypt(below.bytes.toByteArray(), identity));
        out.close();
        assertEquals(CHUNK + 1, Age.decrypt(below.bytes.toByteArray(), identity).length);
    }

    /// The chunk that failed is lost: with a last chunk the file would open, without it.
    @Test
    void afterAFailedWriteTheFileIsNotEnded() throws IOException {
        var out = open();
        out.write(new byte[CHUNK]);
        below.failsNext = true;
        assertEquals(
                "no room", assertThrows(IOException.class, () -> out.write(1)).getMessage());
        int size = below.bytes.size();
        assertThrows(IOException.class, () -> out.write(1));
        var late = assertThrows(IOException.class, out::close);
        assertEquals("the age file is not whole: a write before failed", late.getMessage());
        out.close();
        assertEquals(size, below.bytes.size());
        assertEquals(1, below.closes);
    }

    @Test
    void aLastChunkThatCannotBeWrittenIsToldOnce() throws IOException {
        var out = open();
        out.write(1);
        below.failsNext = true;
        assertEquals("no room", assertThrows(IOException.class, out::close).getMessage());
        assertEquals(1, below.closes);
        out.close();
        assertEquals(1, below.closes);
    }

    @Test
    void aFlushReachesBelowAndCutsNoChunk() throws IOException {
        var out = open();
        int size = below.bytes.size();
        out.write(new byte[100]);
        out.flush();
        assertEquals(1, below.flushes);
        assertEquals(size, below.bytes.size());
        out.close();
    }

    @Test
    void aHeaderThatCannotBeWrittenIsToldAndLeavesBelowOpen() {
        below.failsNext = true;
        assertEquals("no room", assertThrows(IOException.class, this::open).getMessage());
        assertEquals(0, below.closes);
    }

    private AgeOutput open() throws IOException {
        return AgeOutput.open(below, List.of(identity.recipient()));
    }
}
