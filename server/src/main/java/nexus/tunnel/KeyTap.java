package nexus.tunnel;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Listens to the start of a handshake, which is not encrypted yet: JSch does not give away the certificate of a host.
final class KeyTap extends FilterInputStream {
    /// Messages that carry a host key, and others that a text of a certificate's type would not be in: RFC 4253,
    /// section 8, RFC 4419, section 5, RFC 5656, section 7.1.
    private static final int REPLY = 31;
    private static final int GROUP_REPLY = 33;

    private static final int MOST = 64 << 10;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    KeyTap(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0 && heard.size() < MOST) heard.write(value);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0 && heard.size() < MOST) heard.write(buffer, offset, count);
        return count;
    }

    /// The certificate that was shown as host key, if it was one.
    Optional<Certificate> certificate() {
        var bytes = ByteBuffer.wrap(heard.toByteArray());
        skipGreeting(bytes);
        while (bytes.remaining() > Integer.BYTES + 2) {
            int length = bytes.getInt();
            int padding = bytes.get();
            if (length < 2 || length - 1 > bytes.remaining() || padding < 0 || padding > length - 2) break;
            var payload = new byte[length - 1 - padding];
            bytes.get(payload).position(bytes.position() + padding);
            var certificate = in(payload);
            if (certificate.isPresent()) return certificate;
        }
        return Optional.empty();
    }

    /// Lines, the last of which begins with `SSH-`.
    private static void skipGreeting(ByteBuffer bytes) {
        var line = new StringBuilder();
        while (bytes.hasRemaining()) {
            char next = (char) bytes.get();
            line.append(next);
            if (next != '\n') continue;
            if (line.toString().startsWith("SSH-")) return;
            line.setLength(0);
        }
    }

    private static Optional<Certificate> in(byte[] payload) {
        if (payload.length == 0 || (payload[0] != REPLY && payload[0] != GROUP_REPLY)) return Optional.empty();
        var rest = new byte[payload.length - 1];
        System.arraycopy(payload, 1, rest, 0, rest.length);
        try {
            return Certificate.parse(new SshBytes(rest).string());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The first line that was heard, for messages about a server that does not speak SSH. Raw: who prints it makes it
    /// fit for a terminal.
    String greeting() {
        return heard.toString(StandardCharsets.US_ASCII).lines().findFirst().orElse("");
    }
}
