package nexus.backup.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import nexus.testing.RawAnswer;
import nexus.testing.RawHttp;

/// The way of one request to the store and of its reply back.
///
/// @param conditional held while a write with a condition is under way
record Passage(RawHttp store, Asked request, ReentrantLock conditional) {
    private static final Set<String> OF_CONNECTION = Set.of("connection", "transfer-encoding", "keep-alive");

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Reply(int status, Map<String, String> headers, byte[] body, boolean isLast) {
        private Reply(Reply other, byte[] body) {
            this(other.status, other.headers, body, other.isLast);
        }
    }

    /// Passes it on, and tells whether the connection may go on.
    boolean pass(Optional<Fault> fault, OutputStream out) throws IOException {
        return fault.isEmpty() ? send(out, forward(request.body())) : fail(fault.get(), out);
    }

    private boolean fail(Fault fault, OutputStream out) throws IOException {
        return switch (fault) {
            case Fault.Answer answer -> send(out, error(answer));
            case Fault.Say(int status, String body) -> send(out, say(status, body));
            case Fault.DropRequest _ -> false;
            case Fault.DropReply _ -> {
                forward(request.body());
                yield false;
            }
            case Fault.CutReply(int after) -> cut(out, forward(request.body()), after);
            case Fault.Delay(Duration time) -> {
                LockSupport.parkNanos(time.toNanos());
                yield send(out, forward(request.body()));
            }
            case Fault.ShiftDate(Duration by) -> send(out, shifted(forward(request.body()), by));
            case Fault.LoseHeader(String name) -> send(out, without(forward(request.body()), name));
            case Fault.DamageRequest(int at) -> send(out, forward(damaged(request.body(), at)));
            case Fault.DamageReply(int at) -> {
                var reply = forward(request.body());
                yield send(out, new Reply(reply, damaged(reply.body(), at)));
            }
            case Fault.First(Runnable deed) -> {
                deed.run();
                yield send(out, forward(request.body()));
            }
        };
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
        var answer = store.answer(!request.method().equals("HEAD"))
                .orElseThrow(() -> new IOException("the store closed the connection on " + request));
        return new Reply(answer.status(), answer.headers(), answer.whole(), isLast(answer));
    }

    private static boolean isLast(RawAnswer answer) {
        return answer.header("connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    private Reply error(Fault.Answer answer) {
        return say(
                answer.status(), "<Error><Code>" + answer.code() + "</Code><Message>told to say so</Message></Error>");
    }

    private Reply say(int status, String body) {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        return new Reply(
                status,
                Map.of("date", date, "content-type", "application/xml"),
                request.method().equals("HEAD") ? new byte[0] : body.getBytes(UTF_8),
                false);
    }

    private static Reply shifted(Reply reply, Duration by) {
        var headers = new HashMap<>(reply.headers());
        headers.computeIfPresent(
                "date",
                (_, date) -> DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .plus(by)));
        return new Reply(reply.status(), headers, reply.body(), reply.isLast());
    }

    private static Reply without(Reply reply, String name) {
        var headers = new HashMap<>(reply.headers());
        headers.remove(name);
        return new Reply(reply.status(), headers, reply.body(), reply.isLast());
    }

    private static byte[] damaged(byte[] bytes, int at) {
        var damaged = bytes.clone();
        damaged[at] ^= 1;
        return damaged;
    }

    private boolean send(OutputStream out, Reply reply) throws IOException {
        out.write(head(reply));
        out.write(reply.body());
        out.flush();
        return !reply.isLast();
    }

    private boolean cut(OutputStream out, Reply reply, int after) throws IOException {
        out.write(head(reply));
        out.write(reply.body(), 0, Math.min(after, reply.body().length));
        out.flush();
        return false;
    }

    private byte[] head(Reply reply) {
        var head = new StringBuilder("HTTP/1.1 " + reply.status() + " as it is\r\n");
        reply.headers().forEach((name, value) -> {
            var isKept = !OF_CONNECTION.contains(name) && !name.equals("content-length");
            if (isKept) head.append(name + ": " + value + "\r\n");
        });
        var isHead = request.method().equals("HEAD");
        var length = isHead ? reply.headers().get("content-length") : Integer.toString(reply.body().length);
        if (length != null && reply.status() != 204) head.append("content-length: " + length + "\r\n");
        if (reply.isLast()) head.append("connection: close\r\n");
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }
}
