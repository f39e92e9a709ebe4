package nexus.backup.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static byte[] document(int size) {
        var document = new BsonDocument("a", new BsonBinary(new byte[size]));
        return bytes(new RawBsonDocument(document, new BsonDocumentCodec()));
    }

    private static byte[] bytes(RawBsonDocument raw) {
        var bytes = new byte[raw.getByteBuffer().remaining()];
        raw.getByteBuffer().get(bytes);
        return bytes;
    }

    private static Documents read(byte[] bytes) {
        return new Documents(new ByteArrayInputStream(bytes), "the object");
    }

    @Test
    void readsOneAfterTheOther() throws IOException {
        var first = document(10);
        var second = document(1 << 20);
        var both = new ByteArrayOutputStream();
        both.write(first);
        both.write(second);
        both.write(first);
        var documents = read(both.toByteArray());
        for (var expected : new byte[][] {first, second, first}) {
            assertTrue(documents.next());
            assertArrayEquals(expected, Arrays.copyOf(documents.buffer(), documents.length()));
        }
        assertFalse(documents.next());
        assertEquals(3, documents.count());
    }

    @Test
    void refusesEveryCutInTheMiddleOfADocument() throws IOException {
        var bytes = document(10);
        for (int length = 1; length < bytes.length; length++) {
            var documents = read(Arrays.copyOf(bytes, length));
            assertThrows(DamageException.class, documents::next);
        }
        assertFalse(read(new byte[0]).next());
    }

    @Test
    void refusesLengthsThatNoDocumentHas() {
        for (int length : new int[] {-1, 0, 4, 17 << 20, Integer.MAX_VALUE}) {
            var bytes =
                    new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24), 0, 0
                    };
            assertThrows(DamageException.class, () -> read(bytes).next());
        }
    }
}
