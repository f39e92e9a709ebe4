package nexus.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The head of an answer over HTTP, and its body as it comes.
///
/// @param headers by their names in lower case
public record RawAnswer(int status, Map<String, String> headers, InputStream body) {
    public RawAnswer {
        headers = Map.copyOf(headers);
    }

    static RawAnswer of(int status, Map<String, String> headers, InputStream in, boolean hasBody) throws IOException {
        return new RawAnswer(status, headers, hasBody ? body(status, headers, in) : nothing());
    }

    private static InputStream body(int status, Map<String, String> headers, InputStream in) throws IOException {
        if (status == 204 || status == 304) return nothing();
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) return new ChunkedInput(in);
        var length = headers.get("content-length");
        if (length == null) return in;
        if (!length.matches("[0-9]{1,9}")) throw new IOException("not a length: " + length);
        return new PartInput(in, Integer.parseInt(length));
    }

    private static InputStream nothing() {
        return new ByteArrayInputStream(new byte[0]);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /// Whether the server will take no further request on the connection.
    public boolean isLast() {
        return headers.getOrDefault("connection", "").equalsIgnoreCase("close")
                || !(headers.containsKey("content-length") || headers.containsKey("transfer-encoding"));
    }

    /// Whether the body is server-sent events.
    public boolean isStream() {
        return headers.getOrDefault("content-type", "").startsWith("text/event-stream");
    }

    /// The whole body.
    public byte[] whole() throws IOException {
        return body.readAllBytes();
    }

    /// The whole body, which must be JSON.
    public Json json() throws IOException {
        return Json.parse(whole());
    }
}
