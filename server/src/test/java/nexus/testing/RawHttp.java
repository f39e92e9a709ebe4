package nexus.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One HTTP/1.1 connection on loopback that sends just the bytes it is given, right or wrong, reads the answers
/// strictly, and stays open between them.
public final class RawHttp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST_LINE = 16_384;

    private final Socket socket;
    private final InputStream in;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static RawHttp open(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        var http = new RawHttp(socket);
        http.patience(PATIENCE);
        return http;
    }

    /// How long to wait for bytes before [java.net.SocketTimeoutException].
    public void patience(Duration patience) throws IOException {
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /// Tells the server that nothing more will be sent.
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /// Reads the head of the next answer, over those that only say "go on".
    ///
    /// @param hasBody whether a body belongs to it: not after HEAD
    /// @return nothing when the server closed the connection instead
    public Optional<RawAnswer> answer(boolean hasBody) throws IOException {
        while (true) {
            var line = line(in);
            if (line.isEmpty()) return Optional.empty();
            int status = status(line.get());
            var headers = headers();
            if (status >= 200) return Optional.of(RawAnswer.of(status, headers, in, hasBody));
        }
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.1 [1-5][0-9][0-9]( .*)?")) throw new IOException("not a status line: " + line);
        return Integer.parseInt(line, 9, 12, 10);
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        while (true) {
            var line = line(in).orElseThrow(() -> new IOException("the head ends early"));
            if (line.isEmpty()) return headers;
            int colon = line.indexOf(':');
            if (colon < 1) throw new IOException("not a header: " + line);
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    /// A line without its end; nothing at the end of the stream.
    static Optional<String> line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 && line.isEmpty()) return Optional.empty();
            if (c < 0 || line.length() > LONGEST_LINE) throw new IOException("a line that does not end: " + line);
            line.append((char) c);
        }
        if (!line.toString().endsWith("\r")) throw new IOException("a line without CR: " + line);
        return Optional.of(line.substring(0, line.length() - 1));
    }

    /// Sends a request and reads the head of its answer.
    ///
    /// @param head without its empty line and without `Content-Length`
    /// @throws IOException if there is no answer
    public RawAnswer ask(String head, byte[] body) throws IOException {
        var bytes = (head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
        var all = java.util.Arrays.copyOf(bytes, bytes.length + body.length);
        System.arraycopy(body, 0, all, bytes.length, body.length);
        send(all);
        return answer(true).orElseThrow(() -> new IOException("the server closed the connection"));
    }

    /// Ends it so that the other side sees a reset, as when a machine goes away.
    public void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
