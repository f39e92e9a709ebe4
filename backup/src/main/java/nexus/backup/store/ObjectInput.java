package nexus.backup.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// An object from its start to its end. Where the connection breaks another one goes on, as long as the object is the
/// same.
final class ObjectInput extends InputStream {
    private final Reads reads;
    private final Patience patience;
    private final String key;
    private final GetObjectResponse first;
    private final long size;
    private final MessageDigest hash = Digest.begin();
    private ResponseInputStream<GetObjectResponse> in;
    private long position;
    private int failures;
    private boolean isOver;

    private ObjectInput(Reads reads, Patience patience, String key, ResponseInputStream<GetObjectResponse> in) {
        this.reads = reads;
        this.patience = patience;
        this.key = key;
        this.in = in;
        this.first = in.response();
        this.size = first.contentLength();
    }

    static ObjectInput open(Reads reads, Patience patience, String key) {
        return new ObjectInput(reads, patience, key, reads.open(key));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) return 0;
        while (true) {
            try {
                int count = in.read(bytes, offset, length);
                if (count > 0) return advanced(bytes, offset, count);
                if (position == size) return end();
                again(new IOException("it ended after " + position + " of " + size + " bytes"));
            } catch (AbortedException e) {
                throw new StoreException("the program was told to stop while it read " + key, e);
            } catch (SdkException e) {
                throw new AlteredException(
                        "what was read of " + key + " does not have the checksum that the store keeps", e);
            } catch (IOException e) {
                again(e);
            }
        }
    }

    private int advanced(byte[] bytes, int offset, int count) {
        hash.update(bytes, offset, count);
        position += count;
        failures = 0;
        return count;
    }

    private int end() {
        if (isOver) return -1;
        var written = Written.of(first);
        var digest = Digest.of(size, hash.digest());
        if (!written.is(digest)) throw written.another(key, digest);
        isOver = true;
        return -1;
    }

    /// Goes on in another connection. Only attempts that bring nothing are counted.
    private void again(IOException cause) {
        in.abort();
        failures++;
        if (failures >= patience.attempts())
            throw new StoreException(
                    "the connection broke " + failures + " times while " + key + " was read, each time after "
                            + position + " of " + size + " bytes; look at the store and at what lies before it",
                    cause);
        Waiting.after(failures, patience);
        in = reads.open(key, position, first.eTag());
        var range = String.valueOf(in.response().contentRange());
        if (!range.startsWith("bytes " + position + "-")) {
            in.abort();
            throw new StoreException("the store does not go on with " + key + " where it is asked to: after " + position
                    + " bytes it sent " + range);
        }
    }

    /// What is left is not fetched.
    @Override
    public void close() {
        if (position == size) closeQuietly();
        else in.abort();
    }

    private void closeQuietly() {
        try {
            in.close();
        } catch (IOException e) {
            in.abort();
        }
    }
}
