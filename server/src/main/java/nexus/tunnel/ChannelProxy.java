package nexus.tunnel;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Lets a session run through a channel of another. For a look at it only: JSch sends no keepalive without a socket.
final class ChannelProxy implements Proxy {
    private final Channel channel;
    private final InputStream in;
    private final OutputStream out;

    private ChannelProxy(Channel channel, InputStream in, OutputStream out) {
        this.channel = channel;
        this.in = in;
        this.out = out;
    }

    /// @throws Refused if the channel is not opened
    static ChannelProxy open(Session session, String host, int port, Duration patience) throws Refused {
        Channel channel = null;
        try {
            channel = session.getStreamForwarder(host, port);
            var in = channel.getInputStream();
            channel.connect(Math.toIntExact(patience.toMillis()));
            if (!channel.isConnected()) throw new Refused(Diagnosis.NO_ANSWER);
            return new ChannelProxy(channel, in, channel.getOutputStream());
        } catch (JSchException | IOException e) {
            throw new Refused(channel == null ? Diagnosis.NO_ANSWER : channel.getExitStatus());
        }
    }

    /// A channel that was not opened.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refused(int code) {
            super("reason " + code);
            this.code = code;
        }

        /// [Diagnosis#NO_ANSWER] or a reason of RFC 4254, section 5.1.
        int code() {
            return code;
        }
    }

    @Override
    public void connect(@Nullable SocketFactory factory, String host, int port, int timeout) {
        // It is.
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public @Nullable Socket getSocket() {
        return null;
    }

    @Override
    public void close() {
        channel.disconnect();
    }
}
