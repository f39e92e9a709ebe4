package nexus.tunnel;

import com.jcraft.jsch.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/// A `direct-tcpip` channel.
final class SshWire implements Wire {
    private final Channel channel;
    private final Sink sink;
    private final OutputStream out;
    private final Runnable whenClosed;
    private final AtomicBoolean isGivenBack = new AtomicBoolean();

    /// @param whenClosed is told once
    SshWire(Channel channel, Sink sink, Runnable whenClosed) {
        this.channel = channel;
        this.sink = sink;
        this.whenClosed = whenClosed;
        try {
            this.out = channel.getOutputStream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("JSch only makes an object here", e);
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        return sink.read(buffer);
    }

    @Override
    public void write(byte[] buffer, int length) throws IOException {
        if (channel.isClosed()) throw new IOException("the channel is closed");
        out.write(buffer, 0, length);
        out.flush();
    }

    @Override
    public void finish() throws IOException {
        out.close();
    }

    @Override
    public boolean isClosed() {
        return channel.isClosed() || !channel.isConnected();
    }

    @Override
    public void whenGivenUp(Runnable action) {
        sink.whenGivenUp(action);
    }

    @Override
    public void close() {
        sink.discard();
        channel.disconnect();
        if (isGivenBack.compareAndSet(false, true)) whenClosed.run();
    }
}
