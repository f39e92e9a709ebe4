package nexus.backup.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// A request over HTTP as it came.
public final class Asked {
    private static final int LONGEST_HEAD = 64 << 10;
    private static final byte[] GO_ON = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

    private final List<String> lines;
    private final byte[] body;

    private Asked(List<String> lines, byte[] body) {
        this.lines = List.copyOf(lines);
        this.body = body;
    }

    /// Reads one; nothing at the end of the connection.
    static Optional<Asked> read(InputStream in, OutputStream out) throws IOException {
        var head = head(in);
        if (head.isEmpty()) return Optional.empty();
        var all = head.get().strip().lines().toList();
        var asked = new Asked(all, new byte[0]);
        if (asked.header("expect").isPresent()) out.write(GO_ON);
        int length = asked.header("content-length").map(Integer::parseInt).orElse(0);
        var body = in.readNBytes(length);
        if (body.length < length) throw new EOFException("the body ends early");
        var kept = all.stream()
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("expect:"))
                .toList();
        return Optional.of(new Asked(kept, body));
    }

    private static Optional<String> head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 && head.size() == 0) return Optional.empty();
            if (next < 0 || head.size() > LONGEST_HEAD) throw new EOFException("the head does not end: " + head);
            head.write(next);
        }
        return Optional.of(head.toString(ISO_8859_1));
    }

    /// Those of its head, without what concerns the connection only.
    public List<String> lines() {
        return lines;
    }

    public byte[] body() {
        return body;
    }

    public String method() {
        return lines.getFirst().substring(0, lines.getFirst().indexOf(' '));
    }

    /// With its query, encoded.
    public String path() {
        var line = lines.getFirst();
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    public Optional<String> header(String name) {
        var prefix = name + ":";
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }

    byte[] head() {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    /// Requests of a method.
    public static Predicate<Asked> method(String method) {
        return asked -> asked.method().equals(method);
    }

    /// Requests whose path, with its query, holds a text.
    public static Predicate<Asked> path(String text) {
        return asked -> asked.path().contains(text);
    }

    @Override
    public String toString() {
        return lines.getFirst();
    }
}
