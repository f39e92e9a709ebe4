package nexus.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Collects documents as one JSON array until the count, the bytes, or the memory for answers run out.
final class Page {
    private static final ScopedValue<Page> CURRENT = ScopedValue.newInstance();
    /// Most documents find room on the least desk.
    private static final int LEAST_DESK = 4 << 10;
    /// As much of a document is read without asking for memory.
    private static final int SMALL_DESK = 64 << 10;

    private final int most;
    private final int bytes;
    private final AnswerMemory.Share share = AnswerMemory.Share.current();
    private final JsonBuffer out;
    private final List<String> notes = new ArrayList<>();
    private byte[] desk = new byte[0];
    private int count;
    private long seenBytes;
    private int seen;
    private boolean isOver;
    private boolean hasMore;
    private boolean ranOutOfBytes;
    private boolean ranOutOfMemory;
    private int tooLarge;
    private Optional<Trail> trail = Optional.empty();
    private Optional<String> next = Optional.empty();

    /// @param most  documents at most
    /// @param bytes bytes of JSON at most
    Page(int most, long bytes) {
        this.most = most;
        this.bytes = Math.toIntExact(bytes);
        // One byte is kept for the closing bracket.
        this.out = new JsonBuffer(this.bytes - 1, share);
        out.write('[');
    }

    /// The page that takes what the driver decodes in this thread.
    static Page current() {
        return CURRENT.get();
    }

    /// Runs an operation whose documents come to this page.
    Answer filledBy(Supplier<Answer> operation) {
        return ScopedValue.where(CURRENT, this).call(operation::get);
    }

    /// One more than are returned, which tells whether there are more.
    int wanted() {
        return most + 1;
    }

    /// Whether a document may be added: one more than are wanted tells only that there are more.
    boolean wants(int length) {
        seen++;
        seenBytes += length;
        if (isOver) return false;
        return count < most || end();
    }

    /// Where a document is put down to be read, or nothing where there is no memory for it.
    Optional<byte[]> desk(int length) {
        if (length <= desk.length) return Optional.of(desk);
        int size = length <= LEAST_DESK ? LEAST_DESK : Math.max(length, SMALL_DESK);
        clearDesk();
        if (size > SMALL_DESK && !share.take(size)) {
            starve(length);
            return Optional.empty();
        }
        desk = new byte[size];
        return Optional.of(desk);
    }

    private void clearDesk() {
        if (desk.length > SMALL_DESK) share.giveBack(desk.length);
        desk = new byte[0];
    }

    /// Adds a document and says whether another may be offered.
    boolean add(byte[] document, int offset, int length) {
        int mark = out.size();
        if (count > 0) out.write(',');
        BsonJson.write(document, offset, length, out);
        if (out.isFull() && !makeFit(document, offset, length, mark)) return false;
        count++;
        trail.ifPresent(taken -> taken.take(document, offset, length));
        return true;
    }

    /// Only the first document is cut so that it fits, since an answer must get somewhere.
    private boolean makeFit(byte[] document, int offset, int length, int mark) {
        var isStarved = out.isStarved();
        out.rollBack(mark);
        if (isStarved) return starve(length);
        if (count > 0) {
            ranOutOfBytes = true;
            return end();
        }
        var cuts = new Cuts();
        new BsonCut(document, out, cuts).document(offset, length, out.room(), "", 1);
        if (out.isStarved()) return starve(length);
        notes.add(cuts.note(length, bytes));
        return true;
    }

    private boolean starve(int length) {
        ranOutOfMemory = true;
        if (share.isBeyond(length)) tooLarge = length;
        return end();
    }

    private boolean end() {
        isOver = true;
        hasMore = true;
        return false;
    }

    int count() {
        return count;
    }

    boolean hasMore() {
        return hasMore;
    }

    /// Documents that came, taken or not.
    int seen() {
        return seen;
    }

    /// Their bytes, as BSON.
    long seenBytes() {
        return seenBytes;
    }

    void notes(List<String> sentences) {
        notes.addAll(sentences);
    }

    /// Lets the end of the page be remembered.
    void leave(Trail kept) {
        trail = Optional.of(kept);
    }

    /// Says which cap bit and how to go on.
    ///
    /// @param asked    documents asked for, 0 if that was left open
    /// @param position where the next page begins
    /// @param caution  a sentence on how exact that is; empty where it is
    void more(int asked, Position position, String caution) {
        next = Optional.of(position.text());
        notes.add(cap(asked) + ": go on with nextCursor as cursor, and the same arguments."
                + (caution.isEmpty() ? "" : " " + caution));
    }

    private String cap(int asked) {
        if (ranOutOfMemory) return "The answer ends early, because " + share.trouble();
        if (ranOutOfBytes) return "The answer is full at " + bytes + " bytes";
        return asked == 0 || asked > most
                ? "This connection returns at most " + most + " documents at a time"
                : "There are more";
    }

    /// The whole answer; a refusal where there was no memory for a single document.
    Answer done() {
        clearDesk();
        if (ranOutOfMemory && count == 0) {
            out.drop();
            return new Answer.Refused(refusal());
        }
        out.limit(bytes);
        out.write(']');
        return new Answer.Documents(out.pieces(), count, hasMore, notes, hasMore ? next : Optional.empty());
    }

    private String refusal() {
        return tooLarge > 0
                ? "the document of " + tooLarge + " bytes is larger than all answers together may be on this server"
                        + " (mcp.answer-memory): ask for some of its fields with a projection"
                : "there is no room for this answer now: " + share.trouble()
                        + ". Try again in a few seconds, or ask for less, with a projection or a smaller limit";
    }
}
