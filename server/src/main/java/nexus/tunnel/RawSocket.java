package nexus.tunnel;

import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

/// The TCP connection under a session, kept so that it can be cut: a session with a blocked write ends in no other way.
final class RawSocket implements SocketFactory {
    private final Socket socket = new Socket();
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
        return new FilterInputStream(socket.getInputStream()) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                pulse.beat();
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                pulse.beat();
                return count;
            }
        };
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
