package nexus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nexus.mcp.Channel;
import nexus.mcp.Reply;
import org.jspecify.annotations.Nullable;

/// The answer to one request on its way: JSON, or a stream of server-sent events once something is sent ahead of it or
/// the work takes long. While it streams it beats, because only a write shows that a client is gone.
final class Outgoing implements Channel, AutoCloseable {
    private final ServerResponse response;
    private final boolean canStream;
    private final Seat seat;
    private final Rhythm rhythm;
    private final Deadlines deadlines;
    private final ReentrantLock lock = new ReentrantLock();
    private Runnable reaction = () -> {};
    private @Nullable OutputStream out;
    private boolean isGone;
    private boolean isOver;
    private volatile boolean isResting;
    private volatile Deadlines.@Nullable Due beat;

    Outgoing(ServerResponse response, boolean canStream, Seat seat, Rhythm rhythm, Deadlines deadlines) {
        this.response = response;
        this.canStream = canStream;
        this.seat = seat;
        this.rhythm = rhythm;
        this.deadlines = deadlines;
    }

    @Override
    public boolean canStream() {
        return canStream;
    }

    @Override
    public void mayTakeLong() {
        if (canStream && beat == null) beat = deadlines.after(rhythm.streamAfter(), this::beat);
    }

    @Override
    public void open() {
        mayTakeLong();
        write(Events.COMMENT);
    }

    @Override
    public void send(byte[] message) {
        write(Events.event(message));
    }

    @Override
    public void whenGone(Runnable then) {
        lock.lock();
        try {
            reaction = then;
            if (isGone) then.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean rest() {
        isResting = true;
        return seat.rest();
    }

    @Override
    public boolean resume() {
        isResting = false;
        return seat.resume();
    }

    @Override
    public Optional<String> objection(int messages) {
        return seat.objection(messages);
    }

    private void beat() {
        write(Events.COMMENT);
        lock.lock();
        try {
            if (isOver || isGone) return;
            beat = deadlines.after(isResting ? rhythm.heartbeat() : rhythm.streamAfter(), this::beat);
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] event) {
        if (!canStream) return;
        lock.lock();
        try {
            if (isOver || isGone) return;
            deadlines.within(rhythm.limit(event.length), () -> flush(event));
        } catch (UncheckedIOException | IllegalStateException | CloseConnectionException e) {
            lose();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Void> flush(byte[] event) {
        try {
            var stream = stream();
            stream.write(event);
            stream.flush();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OutputStream stream() {
        if (out != null) return out;
        var begun = response.status(Status.OK_200)
                .header(HeaderNames.CONTENT_TYPE, "text/event-stream")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderValues.create("X-Accel-Buffering", "no"))
                .outputStream();
        out = begun;
        return begun;
    }

    private void lose() {
        isGone = true;
        reaction.run();
    }

    /// Sends the reply, and that is all.
    void finish(Reply reply) {
        lock.lock();
        try {
            isOver = true;
            if (beat != null) deadlines.cancel(beat);
            if (isGone) throw new CloseConnectionException("the client is gone");
            long size = Reply.bodyOf(reply).map(Reply.Body::size).orElse(0L);
            deadlines.within(rhythm.limit(size), () -> send(reply));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Void> send(Reply reply) {
        if (out == null) {
            Answers.send(response, reply);
            return Optional.empty();
        }
        try (var last = out) {
            var body = Reply.bodyOf(reply);
            if (body.isPresent()) Events.write(body.get(), last);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isOver = true;
            if (beat != null) deadlines.cancel(beat);
        } finally {
            lock.unlock();
        }
        seat.close();
    }
}
