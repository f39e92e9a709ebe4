package nexus.tunnel;

import com.jcraft.jsch.SocketFactory;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;

/// The TCP connection under a session, kept so that it can be cut: a session with a blocked write ends in no other way.
final class RawSocket implements SocketFactory {
    /// JSch asks for each packet in two or three small reads.
    private static final int BUFFER = 128 << 10;

    private final Socket socket = new Socket();
    private final boolean acknowledgesAtOnce = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    private final Way way;
    private final Pulse pulse;

    RawSocket(Way way, Pulse pulse) {
        this.way = way;
        this.pulse = pulse;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        way.connect(socket, host, port);
        return socket;
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
        return new BufferedInputStream(
                new FilterInputStream(socket.getInputStream()) {
                    @Override
                    public int read() throws IOException {
                        int value = super.read();
                        received(socket);
                        return value;
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        int count = super.read(buffer, offset, length);
                        received(socket);
                        return count;
                    }
                },
                BUFFER);
    }

    private void received(Socket socket) throws IOException {
        pulse.beat();
        // The kernel forgets the option. Without it sshd, which keeps Nagle's algorithm on for forwarded data, holds
        // back
        // a small answer until the one before it is acknowledged, and that takes Linux 40 ms.
        if (acknowledgesAtOnce) socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
        return socket.getOutputStream();
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
