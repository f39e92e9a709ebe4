package nexus.mongo;

import java.util.ArrayList;
import java.util.List;
import org.bson.RawBsonDocument;

/// Collects documents as one JSON array until the count or the bytes run out.
final class Page {
    private final int most;
    private final int bytes;
    private final JsonBuffer out;
    private final List<String> notes = new ArrayList<>();
    private int count;
    private boolean hasMore;
    private boolean ranOutOfBytes;

    /// @param most  documents at most
    /// @param bytes bytes of JSON at most
    Page(int most, long bytes) {
        this.most = most;
        this.bytes = Math.toIntExact(bytes);
        // One byte is kept for the closing bracket.
        this.out = new JsonBuffer(this.bytes - 1);
        out.write('[');
    }

    /// One more than are returned, which tells whether there are more.
    int wanted() {
        return most + 1;
    }

    /// Adds a document and says whether another may be offered.
    boolean add(RawBsonDocument document) {
        if (count == most) {
            hasMore = true;
            return false;
        }
        int mark = out.size();
        if (count > 0) out.write(',');
        BsonJson.write(document.getBackingArray(), document.getByteOffset(), document.getByteLength(), out);
        if (out.isFull()) {
            out.rollBack(mark);
            if (count > 0) {
                hasMore = true;
                ranOutOfBytes = true;
                return false;
            }
            cut(document);
        }
        count++;
        return true;
    }

    private void cut(RawBsonDocument document) {
        var cuts = new Cuts();
        int length = document.getByteLength();
        new BsonCut(document.getBackingArray(), out, cuts)
                .document(document.getByteOffset(), length, out.room(), "", 1);
        notes.add(cuts.note(length, bytes));
    }

    int count() {
        return count;
    }

    boolean hasMore() {
        return hasMore;
    }

    void notes(List<String> sentences) {
        notes.addAll(sentences);
    }

    /// Says which cap bit and how to go on.
    ///
    /// @param asked documents asked for, 0 if that was left open
    /// @param next  what to write for the documents that follow
    void more(int asked, String next) {
        var cap = ranOutOfBytes
                ? "The answer is full at " + bytes + " bytes"
                : asked == 0 || asked > most
                        ? "This connection returns at most " + most + " documents at a time"
                        : "There are more";
        notes.add(cap + ": go on with " + next + ".");
    }

    Answer.Documents done() {
        out.limit(bytes);
        out.write(']');
        return new Answer.Documents(out.toBytes(), count, hasMore, notes);
    }
}
