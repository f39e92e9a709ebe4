package nexus.backup.store;

import java.io.OutputStream;
import java.util.Optional;

/// An object that is being written, part by part. Closing it before [#finish] gives it up, and its parts are deleted.
///
/// It holds one part in memory, and belongs to one thread.
public final class Upload extends OutputStream {
    private enum State {
        OPEN,
        BROKEN,
        ENDED
    }

    private final Target target;
    private final Part part;
    private final int most;
    private Optional<Parts> sent = Optional.empty();
    private long bytes;
    private State state = State.OPEN;

    /// @param most parts
    Upload(Target target, long partBytes, int most) {
        this.target = target;
        this.part = new Part(partBytes);
        this.most = most;
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /// @throws StoreException if a part cannot be sent
    @Override
    public void write(byte[] from, int offset, int length) {
        require(State.OPEN);
        int done = 0;
        while (done < length) {
            // Sent when more comes, so that one just as large as a part is one request.
            if (part.isFull()) sendPart();
            done += part.take(from, offset + done, length - done);
        }
        bytes += length;
    }

    private void sendPart() {
        state = State.BROKEN;
        if (sent.isEmpty()) sent = Optional.of(Parts.begin(target, most));
        sent.get().send(part);
        part.clear();
        state = State.OPEN;
    }

    /// Makes it an object.
    ///
    /// @throws StoreException if the store does not have it whole
    public Stored finish() {
        require(State.OPEN);
        if (sent.isPresent()) sendPart();
        state = State.BROKEN;
        if (sent.isPresent()) sent.get().complete();
        else target.put(part);
        state = State.ENDED;
        return target.whole(bytes);
    }

    private void require(State needed) {
        if (state != needed)
            throw new IllegalStateException("the upload of " + target.key() + " is " + state + ", not " + needed);
    }

    /// Gives it up unless it is finished. Where the store does not let it, a later sweep will.
    @Override
    public void close() {
        if (state != State.ENDED) sent.ifPresent(parts -> Uninterrupted.run(parts::abort));
        state = State.ENDED;
    }
}
