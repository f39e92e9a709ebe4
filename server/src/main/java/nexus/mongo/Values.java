package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;

/// Writes the values that a reply holds as one JSON array, until the bytes or the memory for answers run out.
final class Values {
    private final int bytes;
    private final AnswerMemory.Share share = AnswerMemory.Share.current();
    private final JsonBuffer out;
    private final List<String> notes = new ArrayList<>();
    private int count;
    private int left;

    /// @param bytes bytes of JSON at most
    Values(long bytes) {
        this.bytes = Math.toIntExact(bytes);
        // One byte is kept for the closing bracket.
        this.out = new JsonBuffer(this.bytes - 1, share);
        out.write('[');
    }

    /// Takes the array of this name out of a reply.
    void add(RawBsonDocument reply, String array) {
        var in = new BsonCursor(reply.getBackingArray(), reply.getByteOffset(), reply.getByteLength());
        in.enter();
        for (int type = in.uint8(); type != 0; type = in.uint8()) {
            int start = in.position();
            var name = new String(in.bytes(), start, in.name(), UTF_8);
            if (type == Bson.ARRAY && name.equals(array)) elements(in);
            else in.skipValue(type);
        }
    }

    private void elements(BsonCursor in) {
        int outer = in.enter();
        for (int type = in.uint8(); type != 0; type = in.uint8()) {
            in.name();
            int start = in.position();
            in.skipValue(type);
            if (!add(type, new BsonCursor(in.bytes(), start, in.position() - start))) left++;
        }
        in.leave(outer);
    }

    /// A value that does not fit is left out; shorter ones behind it may fit.
    private boolean add(int type, BsonCursor value) {
        int mark = out.size();
        if (count > 0) out.write(',');
        BsonJson.value(type, value, out, 1);
        if (out.isFull()) {
            out.rollBack(mark);
            return false;
        }
        count++;
        return true;
    }

    int count() {
        return count;
    }

    void notes(List<String> sentences) {
        notes.addAll(sentences);
    }

    /// The whole answer.
    Answer.Listed done() {
        if (left > 0) {
            notes.add(left + " more values do not fit into " + bytes
                    + " bytes: narrow the filter, or use $group and $limit in an aggregation.");
        }
        out.limit(bytes);
        out.write(']');
        return new Answer.Listed(
                "values", new Answer.Documents(out.pieces(), count, left > 0, notes, Optional.empty()));
    }
}
