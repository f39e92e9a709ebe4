package nexus.backup.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import nexus.testing.RawHttp;

/// The way of one request to the store and of its reply back.
///
/// @param conditional held while a write with a condition is under way
record Passage(RawHttp store, Asked request, ReentrantLock conditional) {
    /// Whether the connection may go on.
    boolean pass(Optional<Fault> fault, OutputStream out) throws IOException {
        return fault.isEmpty() ? send(out, forward()) : fail(fault.get(), out);
    }

    private boolean fail(Fault fault, OutputStream out) throws IOException {
        return switch (fault) {
            case Fault.Answer(int status, String code) ->
                send(
                        out,
                        Reply.made(
                                status, "<Error><Code>" + code + "</Code><Message>told to say so</Message></Error>"));
            case Fault.Say(int status, String body) -> send(out, Reply.made(status, body));
            case Fault.DropRequest _ -> false;
            case Fault.DropReply _ -> {
                forward();
                yield false;
            }
            case Fault.CutReply(int after) -> {
                forward().send(out, true, after);
                yield false;
            }
            case Fault.Delay(Duration time) -> send(out, after(() -> LockSupport.parkNanos(time.toNanos())));
            case Fault.First(Runnable deed) -> send(out, after(deed));
            case Fault.ShiftDate(Duration by) -> send(out, forward().shifted(by));
            case Fault.LoseHeader(String name) -> send(out, forward().without(name));
            case Fault.DamageRequest(int at) -> send(out, forward(damaged(request.body(), at)));
            case Fault.DamageReply(int at) -> send(out, forward().damaged(at));
        };
    }

    private Reply after(Runnable deed) throws IOException {
        deed.run();
        return forward();
    }

    private Reply forward() throws IOException {
        return forward(request.body());
    }

    private Reply forward(byte[] body) throws IOException {
        boolean isConditional = request.method().equals("PUT")
                && (request.header("if-match").isPresent()
                        || request.header("if-none-match").isPresent());
        if (!isConditional) return ask(body);
        conditional.lock();
        try {
            return ask(body);
        } finally {
            conditional.unlock();
        }
    }

    private Reply ask(byte[] body) throws IOException {
        store.send(request.head());
        store.send(body);
        return Reply.of(store.answer(hasBody())
                .orElseThrow(() -> new IOException("the store closed the connection on " + request)));
    }

    private static byte[] damaged(byte[] bytes, int at) {
        var damaged = bytes.clone();
        damaged[at] ^= 1;
        return damaged;
    }

    private boolean send(OutputStream out, Reply reply) throws IOException {
        reply.send(out, hasBody(), Integer.MAX_VALUE);
        return !reply.isLast();
    }

    private boolean hasBody() {
        return !request.method().equals("HEAD");
    }
}
