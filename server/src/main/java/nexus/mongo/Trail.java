package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/// Remembers the sort values of the last documents on a page, as bytes: they are read only if there is a next page.
final class Trail {
    /// No position holds the ids of more documents.
    private static final int LONGEST = 64;

    private static final int LARGEST = 2 << 10;

    private final Keyset keyset;
    private final Position start;
    private final Set<String> names;
    private final ArrayDeque<byte[]> last = new ArrayDeque<>();
    private boolean isCutOff;

    /// @param start where the page began
    Trail(Keyset keyset, Position start) {
        this.keyset = keyset;
        this.start = start;
        names = Stream.concat(Stream.of(Keyset.ID), keyset.keys().stream().map(SortKey::field))
                .collect(Collectors.toSet());
    }

    /// Remembers a document.
    void take(byte[] document, int offset, int length) {
        if (last.size() == LONGEST) {
            last.removeFirst();
            isCutOff = true;
        }
        var fields = fields(new BsonCursor(document, offset, length));
        if (fields.length <= LARGEST) {
            last.addLast(fields);
        } else {
            // No cursor can hold them, and so none can tell this document from others like it.
            last.clear();
            isCutOff = true;
        }
    }

    /// The wanted fields as a document of their own.
    private byte[] fields(BsonCursor in) {
        var found = new ByteArrayOutputStream(64);
        in.enter();
        for (int start = in.position(), type = in.uint8(); type != 0; start = in.position(), type = in.uint8()) {
            int name = in.position();
            int nameLength = in.name();
            in.skipValue(type);
            if (names.contains(new String(in.bytes(), name, nameLength, UTF_8)))
                found.write(in.bytes(), start, Math.min(in.position() - start, LARGEST + 1));
        }
        return document(found.toByteArray());
    }

    private static byte[] document(byte[] fields) {
        return ByteBuffer.allocate(fields.length + Bson.SMALLEST)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(fields.length + Bson.SMALLEST)
                .put(fields)
                .array();
    }

    /// The position behind the last document; nothing where there is no exact one that a cursor can hold.
    Optional<Position> end() {
        if (last.isEmpty()) return Optional.empty();
        var values = keyset.values(new RawBsonDocument(last.getLast()));
        if (values.isEmpty()) return Optional.empty();
        if (keyset.isUnique()) return Optional.of(new Position(values.get(), new BsonArray(), 0));
        return ties(values.get()).map(ids -> new Position(values.get(), ids, 0)).filter(Position::isShort);
    }

    /// The ids of the documents shown so far that may have these values.
    private Optional<BsonArray> ties(BsonArray values) {
        var ids = new BsonArray();
        var backwards = last.descendingIterator();
        while (backwards.hasNext()) {
            BsonDocument document = new RawBsonDocument(backwards.next());
            var own = keyset.values(document);
            if (own.isEmpty() || !keyset.mayTie(own.get(), values)) return Optional.of(ids);
            if (!document.containsKey(Keyset.ID)) return Optional.empty();
            ids.add(document.get(Keyset.ID));
        }
        if (isCutOff) return Optional.empty();
        if (start.isBeginning() || !keyset.mayTie(start.values(), values)) return Optional.of(ids);
        ids.addAll(start.ids());
        return Optional.of(ids);
    }
}
