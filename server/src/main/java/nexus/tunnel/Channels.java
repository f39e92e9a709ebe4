package nexus.tunnel;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The `direct-tcpip` channels of one session.
final class Channels {
    /// As OpenSSH's own.
    private static final int PACKET = 32 << 10;

    private static final int NO_ANSWER = Diagnosis.NO_ANSWER;

    private final Settings.Hop hop;
    private final Flow flow;
    private final Pulse pulse;
    private final Buffer buffer;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Channel> opening = ConcurrentHashMap.newKeySet();

    /// @param pulse of the session
    Channels(Settings.Hop hop, Flow flow, Pulse pulse) {
        this.hop = hop;
        this.flow = flow;
        this.pulse = pulse;
        this.buffer = new Buffer(flow.buffer());
    }

    /// Opens one; waits no longer than `patience`.
    Dialed open(Session session, Target target, Duration patience) {
        if (count.incrementAndGet() > flow.most()) {
            count.decrementAndGet();
            return new Dialed.Failed(
                    Refusal.FULL,
                    "all " + flow.most() + " channels of this lane are in use: raise ssh.bulk-channels, or ask less"
                            + " at a time");
        }
        var sink = new Sink(flow, buffer, pulse);
        var dialed = open(session, target, patience, sink);
        if (!(dialed instanceof Dialed.Opened)) {
            count.decrementAndGet();
            sink.discard();
        }
        return dialed;
    }

    private Dialed open(Session session, Target target, Duration patience, Sink sink) {
        long start = System.nanoTime();
        Channel channel = null;
        try {
            channel = session.getStreamForwarder(target.host(), target.port());
            channel.setLocalWindowSizeMax(flow.window());
            channel.setLocalPacketSize(PACKET);
            ((ChannelDirectTCPIP) channel).setOutputStream(sink);
            opening.add(channel);
            channel.connect(Math.toIntExact(Math.max(1, patience.toMillis())));
            // JSch keeps some of its exceptions to itself.
            return channel.isConnected()
                    ? new Dialed.Opened(new SshWire(channel, sink, count::decrementAndGet))
                    : Diagnosis.ofEnd(hop);
        } catch (JSchException e) {
            int code = channel == null ? NO_ANSWER : channel.getExitStatus();
            var isInTime = System.nanoTime() - start < patience.toNanos() * 9 / 10;
            // Without an answer and before the timeout: JSch is taking the session down.
            var isEnd = (code == NO_ANSWER && isInTime) || !session.isConnected();
            return isEnd ? Diagnosis.ofEnd(hop) : Diagnosis.ofOpen(code, target, hop);
        } finally {
            if (channel != null) opening.remove(channel);
        }
    }

    /// Channels that are open or being opened.
    int count() {
        return count.get();
    }

    /// JSch waits for the answer to a channel open until its timeout, even on a session that has ended.
    void wake() {
        for (var channel : opening) {
            synchronized (channel) {
                channel.notifyAll();
            }
        }
    }
}
