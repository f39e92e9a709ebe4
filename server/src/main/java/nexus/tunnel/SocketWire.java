package nexus.tunnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/// A plain TCP connection.
record SocketWire(Socket socket) implements Wire {
    @Override
    public int read(byte[] buffer) throws IOException {
        return socket.getInputStream().read(buffer);
    }

    @Override
    public void write(byte[] buffer, int length) throws IOException {
        socket.getOutputStream().write(buffer, 0, length);
    }

    @Override
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    /// Never is: TCP holds back the sender of this wire alone.
    @Override
    public void whenGivenUp(Runnable action) {}

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
