package nexus.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;

/// A SOCKS5 client of twenty lines.
record SocksClient(Socket socket, int reply) implements AutoCloseable {
    static final int BAD_CREDENTIALS = -1;

    /// Connects and asks; the reply is that of RFC 1928, or [#BAD_CREDENTIALS].
    static SocksClient ask(Proxy proxy, Target target) throws IOException {
        return ask(proxy.port(), proxy.user(), proxy.password().value(), target);
    }

    static SocksClient ask(int port, String user, String password, Target target) throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setSoTimeout(30_000);
        var in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write(new byte[] {5, 1, 2});
        in.readShort();
        socket.getOutputStream().write(join(new byte[] {1}, sized(user), sized(password)));
        if ((in.readUnsignedShort() & 0xff) != 0) return new SocksClient(socket, BAD_CREDENTIALS);
        var address = new byte[] {(byte) (target.port() >> 8), (byte) target.port()};
        socket.getOutputStream().write(join(new byte[] {5, 1, 0, 3}, sized(target.host()), address));
        int reply = in.readUnsignedShort() & 0xff;
        in.skipNBytes(8);
        return new SocksClient(socket, reply);
    }

    private static byte[] sized(String text) {
        return join(new byte[] {(byte) text.length()}, text.getBytes(UTF_8));
    }

    private static byte[] join(byte[]... parts) {
        var out = new java.io.ByteArrayOutputStream();
        for (var part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    /// Sends a line and returns what comes back before the far end finishes.
    String exchange(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    /// Whether so many bytes come back as they were sent.
    boolean echoes(int count) {
        var sent = new byte[count];
        new Random(count).nextBytes(sent);
        Thread.startVirtualThread(() -> {
            try {
                socket.getOutputStream().write(sent);
                socket.shutdownOutput();
            } catch (IOException e) {
                // Then fewer come back.
            }
        });
        try {
            return Arrays.equals(sent, socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
