package nexus.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// One keep-alive connection of a client that does as little as it can, since it shares the processors with what it
/// measures.
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int HEAD_MOST = 16_384;
    private static final int SHOWN = 200;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[1 << 17];
    private int from;
    private int to;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static Wire open(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Wire(socket);
    }

    /// What came back: its status, its head, and where its body lies in the buffer until the next one is read.
    static final class Answer {
        private final int status;
        private final String head;
        private final byte[] buffer;
        private final int from;
        private final int to;

        private Answer(int status, String head, byte[] buffer, int from, int to) {
            this.status = status;
            this.head = head;
            this.buffer = buffer;
            this.from = from;
            this.to = to;
        }

        int status() {
            return status;
        }

        /// The beginning of the body.
        String opening() {
            return new String(buffer, from, Math.min(bytes(), SHOWN), UTF_8);
        }

        int bytes() {
            return to - from;
        }

        Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /// Whether the body holds a text at least so often.
        boolean holds(byte[] text, int times) {
            int found = 0;
            for (int i = from; i <= to - text.length && found < times; i++) {
                if (buffer[i] == text[0] && Arrays.equals(buffer, i, i + text.length, text, 0, text.length)) found++;
            }
            return found >= times;
        }
    }

    /// Sends a request and reads the whole of its answer.
    Answer ask(byte[] request) throws IOException {
        out.write(request);
        return read();
    }

    private Answer read() throws IOException {
        compact();
        int headEnd = find("\r\n\r\n", from) + 4;
        var head = new String(buffer, from, headEnd - from, ISO_8859_1);
        int status = Integer.parseInt(head, 9, 12, 10);
        from = headEnd;
        var lower = head.toLowerCase(Locale.ROOT);
        int length = lower.indexOf("content-length:");
        if (length >= 0) return body(status, head, number(lower, length + 15));
        return lower.contains("transfer-encoding: chunked") ? chunks(status, head) : body(status, head, 0);
    }

    private static int number(String head, int at) {
        return Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
    }

    private Answer body(int status, String head, int bytes) throws IOException {
        while (to - from < bytes) fill();
        int start = from;
        from += bytes;
        return new Answer(status, head, buffer, start, from);
    }

    /// Moves the chunks together, over the lines that tell their sizes.
    private Answer chunks(int status, String head) throws IOException {
        int start = from;
        int end = from;
        while (true) {
            int line = find("\r\n", from);
            int size = Integer.parseInt(new String(buffer, from, line - from, ISO_8859_1), 16);
            from = line + 2;
            while (to - from < size + 2) fill();
            System.arraycopy(buffer, from, buffer, end, size);
            end += size;
            from += size + 2;
            if (size == 0) return new Answer(status, head, buffer, start, end);
        }
    }

    private int find(String text, int start) throws IOException {
        int i = start;
        while (true) {
            for (; i <= to - text.length(); i++) if (isAt(text, i)) return i;
            if (i - start > HEAD_MOST) throw new IOException("this is not HTTP");
            fill();
        }
    }

    private boolean isAt(String text, int at) {
        for (int i = 0; i < text.length(); i++) if (buffer[at + i] != text.charAt(i)) return false;
        return true;
    }

    private void compact() {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
    }

    private void fill() throws IOException {
        if (to == buffer.length) buffer = Arrays.copyOf(buffer, buffer.length * 2);
        int read = in.read(buffer, to, buffer.length - to);
        if (read < 0) throw new IOException("the server closed the connection");
        to += read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
