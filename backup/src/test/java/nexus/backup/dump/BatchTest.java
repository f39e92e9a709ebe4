package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    private static RawBsonDocument reply(String name, List<? extends BsonValue> documents) {
        var cursor = new BsonDocument("id", new BsonInt64(5))
                .append("other", new BsonArray(List.of(new BsonInt64(1))))
                .append(name, new BsonArray(documents))
                .append("ns", new BsonString("shop.orders"));
        var reply = new BsonDocument("before", new BsonString("x")).append("cursor", cursor);
        return (RawBsonDocument) new RawBsonDocument(reply, new BsonDocumentCodec()).getDocument("cursor");
    }

    private static List<RawBsonDocument> all(Batch batch) {
        var all = new ArrayList<RawBsonDocument>();
        while (batch.next())
            all.add(new RawBsonDocument(
                    Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length())));
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"firstBatch", "nextBatch"})
    void givesTheBytesOfEachDocument(String name) {
        var documents = TypesOfBson.all();
        assertEquals(documents, all(Batch.of(reply(name, documents))));
    }

    @Test
    void manyDocumentsAndNone() {
        var many = new ArrayList<RawBsonDocument>();
        for (int i = 0; i < 12_345; i++) many.add(RawBsonDocument.parse("{_id: " + i + "}"));
        assertEquals(many, all(Batch.of(reply("nextBatch", many))));
        assertEquals(List.of(), all(Batch.of(reply("nextBatch", List.of()))));
        assertEquals(0, Batch.of(reply("nextBatch", List.of())).size());
    }

    @Test
    void whatIsNoDocumentIsRefused() {
        var batch = Batch.of(reply("nextBatch", List.of(new BsonString("no"))));
        assertThrows(DumpException.class, batch::next);
        assertThrows(DumpException.class, () -> Batch.of(reply("batch", List.of())));
    }

    /// Whatever a broken reply leads to, it is no read beyond its end and no endless walk.
    @Test
    void aReplyWithChangedBytesIsRefusedOrReadWithinItsEnds() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var cursor =
                    reply("nextBatch", List.of(RawBsonDocument.parse("{a: 1}"), RawBsonDocument.parse("{b: 'x'}")));
            var bytes = cursor.getBackingArray().clone();
            int at = cursor.getByteOffset() + 4 + random.nextInt(cursor.getByteLength() - 4);
            bytes[at] = (byte) random.nextInt(256);
            walk(new RawBsonDocument(bytes, cursor.getByteOffset(), cursor.getByteLength()));
        }
    }

    private static void walk(RawBsonDocument cursor) {
        try {
            var batch = Batch.of(cursor);
            int seen = 0;
            for (; batch.next(); seen++) {
                assertTrue(batch.length() >= 5 && batch.offset() + batch.length() <= batch.bytes().length);
            }
            assertTrue(seen <= 10);
        } catch (DumpException | BSONException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }

    @Test
    void anIdKeepsItsBytesWhereverItStands() {
        for (var document : TypesOfBson.all()) {
            var moved = new BsonDocument("a", document.get("value")).append("_id", document.get("value"));
            var raw = new RawBsonDocument(moved, new BsonDocumentCodec());
            var id = DocumentId.of(raw.getBackingArray(), raw.getByteOffset(), raw.getByteLength())
                    .orElseThrow();
            var alone = new RawBsonDocument(new BsonDocument("_id", document.get("value")), new BsonDocumentCodec());
            assertArrayEquals(Arrays.copyOf(alone.getBackingArray(), alone.getByteLength()), id.getBackingArray());
        }
        var none = RawBsonDocument.parse("{id: 1, a: {_id: 2}}");
        assertTrue(DocumentId.of(none.getBackingArray(), none.getByteOffset(), none.getByteLength())
                .isEmpty());
    }

    @Test
    void asManyDocumentsAreAskedForAsMakeAReplyOfTwoMebibytes() {
        assertEquals(16, BatchSize.of(0).documents());
        assertEquals(2_048, BatchSize.of(1 << 10).documents());
        assertEquals(1, BatchSize.of(16 << 20).documents());
        var size = BatchSize.of(0);
        size.learn(16, 16 * 100);
        assertEquals(128, size.documents(), "it grows in steps");
        for (int i = 0; i < 9; i++) size.learn(1_000, 100_000);
        assertEquals(20_971, size.documents());
        size.learn(10, 10 << 20);
        assertEquals(2, size.documents());
        size.learn(0, 0);
        assertEquals(2, size.documents());
    }
}
