package nexus.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// One HTTP request before it is sent; nothing in it need be right. All texts hold one character for each byte.
record Request(String verb, String path, List<Header> headers, String body) {
    /// One line of the head.
    record Header(String name, String value) {}

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]?|[\\x21-\\x7e][\\x20-\\x7e\\t]*");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._-]*");
    private static final int LONGEST_HEAD = 8_000;
    /// Headers that decide where a request ends, or what becomes of its connection.
    private static final Set<String> FRAMING =
            Set.of("content-length", "transfer-encoding", "connection", "expect", "upgrade", "content-encoding", "te");

    Request {
        headers = List.copyOf(headers);
    }

    Request withVerb(String other) {
        return new Request(other, path, headers, body);
    }

    Request withPath(String other) {
        return new Request(verb, other, headers, body);
    }

    Request withHeaders(List<Header> others) {
        return new Request(verb, path, others, body);
    }

    Request withBody(String other) {
        return new Request(verb, path, headers, other);
    }

    /// The same with one more header.
    Request and(String name, String value) {
        var all = new ArrayList<>(headers);
        all.add(new Header(name, value));
        return withHeaders(all);
    }

    /// The same without the headers of a name.
    Request without(String name) {
        return withHeaders(headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList());
    }

    /// The same with every text changed.
    Request map(UnaryOperator<String> change) {
        var changed = headers.stream()
                .map(header -> new Header(change.apply(header.name()), change.apply(header.value())))
                .toList();
        return new Request(verb, change.apply(path), changed, change.apply(body));
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /// Whether HTTP has nothing against it and it ends where it should, so that exactly one answer must come.
    boolean isPlain(int mostBody) {
        return TOKEN.matcher(verb).matches()
                && PATH.matcher(path).matches()
                && headers.stream().allMatch(Request::isPlain)
                && headers.stream().filter(Request::isHost).count() == 1
                && head().length() < LONGEST_HEAD
                && body.length() <= mostBody;
    }

    private static boolean isHost(Header header) {
        return header.name().equalsIgnoreCase("Host");
    }

    private static boolean isPlain(Header header) {
        return TOKEN.matcher(header.name()).matches()
                && VALUE.matcher(header.value()).matches()
                && !FRAMING.contains(header.name().toLowerCase(Locale.ROOT))
                && (!isHost(header) || header.value().matches("[a-z0-9.]+(:[0-9]{1,5})?"));
    }

    private String head() {
        var head = new StringBuilder(verb + " " + path + " HTTP/1.1\r\n");
        for (var header : headers)
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        var isFramed = header("Content-Length").isPresent()
                || header("Transfer-Encoding").isPresent();
        if (!isFramed) head.append("Content-Length: ").append(body.length()).append("\r\n");
        return head.append("\r\n").toString();
    }

    /// What goes over the wire.
    byte[] bytes() {
        return (head() + body).getBytes(ISO_8859_1);
    }

    /// As a person can read it: every byte outside ASCII as its number.
    @Override
    public String toString() {
        var shown = new StringBuilder();
        for (char c : (head() + body).toCharArray()) {
            if (c == '\n' || (c >= ' ' && c < 0x7f)) shown.append(c);
            else if (c != '\r') shown.append("\\x%02x".formatted((int) c));
        }
        return shown.length() <= LONGEST_HEAD ? shown.toString() : shown.substring(0, LONGEST_HEAD) + " …";
    }
}
