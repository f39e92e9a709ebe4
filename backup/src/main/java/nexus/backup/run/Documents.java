package nexus.backup.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The BSON documents of an object, one after the other. A buffer is reused: a document is good until the next
/// is read.
public final class Documents {
    private static final int LEAST = 5;
    /// MongoDB's own documents may be somewhat larger than those of its users.
    private static final int MOST = (16 << 20) + (16 << 10);

    private final InputStream from;
    private final String key;
    private byte[] buffer = new byte[64 << 10];
    private int length;
    private long count;

    /// @param key of the object, for messages
    public Documents(InputStream from, String key) {
        this.from = from;
        this.key = key;
    }

    /// Reads an object to its end and counts its documents, where it holds documents.
    ///
    /// @throws DamageException if it is not what the manifest says
    static void count(ObjectReader object, String key, Entry entry, Witness witness) throws IOException {
        if (!isBson(entry)) {
            object.transferTo(OutputStream.nullOutputStream());
            return;
        }
        var documents = new Documents(object, key);
        while (documents.next()) witness.saw(entry, documents.buffer(), 0, documents.length());
        if (documents.count() != entry.documents())
            throw new DamageException(
                    key + " holds " + documents.count() + " documents instead of " + entry.documents());
    }

    private static boolean isBson(Entry entry) {
        return entry.path().endsWith(".bson.gz.age");
    }

    /// Goes to the next one.
    ///
    /// @return whether there is one
    /// @throws DamageException if it is cut or has a length that none has
    public boolean next() throws IOException {
        int first = from.read(buffer, 0, 4);
        if (first < 0) return false;
        fill(first, 4);
        length = (buffer[0] & 0xff) | (buffer[1] & 0xff) << 8 | (buffer[2] & 0xff) << 16 | buffer[3] << 24;
        if (length < LEAST || length > MOST)
            throw new DamageException(key + ": document " + (count + 1) + " has a length of " + length);
        if (length > buffer.length) grow();
        fill(4, length);
        if (buffer[length - 1] != 0) throw new DamageException(key + ": document " + (count + 1) + " has no end");
        count++;
        return true;
    }

    private void grow() {
        var larger = new byte[Math.max(length, Math.min(buffer.length * 2, MOST))];
        System.arraycopy(buffer, 0, larger, 0, 4);
        buffer = larger;
    }

    private void fill(int from, int to) throws IOException {
        if (this.from.readNBytes(buffer, from, to - from) < to - from)
            throw new DamageException(key + " ends in the middle of document " + (count + 1));
    }

    /// Where the bytes of the current one are.
    public byte[] buffer() {
        return buffer;
    }

    /// How many bytes of [#buffer] it has.
    public int length() {
        return length;
    }

    /// How many there were so far.
    public long count() {
        return count;
    }
}
