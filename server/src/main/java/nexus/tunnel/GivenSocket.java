package nexus.tunnel;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.UnaryOperator;

/// A TCP connection that is there already.
///
/// @param ear what listens to the bytes that come in
record GivenSocket(Socket socket, UnaryOperator<InputStream> ear) implements SocketFactory {
    GivenSocket(Socket socket) {
        this(socket, UnaryOperator.identity());
    }

    @Override
    public Socket createSocket(String host, int port) {
        return socket;
    }

    @Override
    public InputStream getInputStream(Socket given) throws IOException {
        return ear.apply(given.getInputStream());
    }

    @Override
    public OutputStream getOutputStream(Socket given) throws IOException {
        return given.getOutputStream();
    }
}
