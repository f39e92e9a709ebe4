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
import nexus.testing.RawAnswer;

/// An answer over HTTP, whole.
final class Reply {
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "transfer-encoding", "keep-alive", "content-length");
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Reply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Reply of(RawAnswer answer) throws IOException {
        return new Reply(answer.status(), answer.headers(), answer.whole());
    }

    /// One that the store has not given.
    static Reply made(int status, String body) {
        var date = DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
        return new Reply(status, Map.of("date", date, "content-type", "application/xml"), body.getBytes(UTF_8));
    }

    Reply shifted(Duration by) {
        var shifted = new HashMap<>(headers);
        shifted.computeIfPresent(
                "date", (_, date) -> DATE.format(ZonedDateTime.parse(date, DATE).plus(by)));
        return new Reply(status, shifted, body);
    }

    Reply without(String header) {
        var fewer = new HashMap<>(headers);
        fewer.remove(header);
        return new Reply(status, fewer, body);
    }

    Reply damaged(int at) {
        var damaged = body.clone();
        damaged[at] ^= 1;
        return new Reply(status, headers, damaged);
    }

    /// Whether the store closes the connection.
    boolean isLast() {
        return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }

    /// Sends so much of the body and no more.
    ///
    /// @param hasBody not after HEAD
    void send(OutputStream out, boolean hasBody, int most) throws IOException {
        out.write(head(hasBody).getBytes(ISO_8859_1));
        if (hasBody) out.write(body, 0, Math.min(most, body.length));
        out.flush();
    }

    private String head(boolean hasBody) {
        var head = new StringBuilder("HTTP/1.1 " + status + " as it is\r\n");
        headers.forEach((name, value) -> {
            if (!OF_CONNECTION.contains(name)) head.append(name + ": " + value + "\r\n");
        });
        length(hasBody).ifPresent(length -> head.append("content-length: " + length + "\r\n"));
        if (isLast()) head.append("connection: close\r\n");
        return head.append("\r\n").toString();
    }

    private Optional<String> length(boolean hasBody) {
        if (status == 204) return Optional.empty();
        return hasBody
                ? Optional.of(Integer.toString(body.length))
                : Optional.ofNullable(headers.get("content-length"));
    }
}
