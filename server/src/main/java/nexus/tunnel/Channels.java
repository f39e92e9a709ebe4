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
    /// Longer than any kernel tries to connect. JSch forgets a channel whose time is over, and what sshd confirms after
    /// that nobody would ever close.
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Settings.Hop hop;
    private final Flow flow;
    private final Pulse pulse;
    private final Buffer buffer;
    private final Crew crew;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Channel> opening = ConcurrentHashMap.newKeySet();

    /// @param pulse of the session
    Channels(Settings.Hop hop, Flow flow, Pulse pulse, Crew crew) {
        this.hop = hop;
        this.flow = flow;
        this.pulse = pulse;
        this.crew = crew;
        this.buffer = new Buffer(flow.buffer());
    }

    /// Opens one; waits no longer than `patience`.
    Dialed open(Session session, Target target, Duration patience) {
        if (count.incrementAndGet() > flow.most()) {
            count.decrementAndGet();
            return new Dialed.Failed(
                    Refusal.FULL,
                    "all " + flow.most() + " channels of this lane are in use: ask less at a time, or raise"
                            + " ssh.bulk-channels if it is a dump");
        }
        // On a thread that nobody interrupts: JSch takes an interrupt for the end of the session.
        var handoff = new Handoff<Dialed>();
        crew.start("tunnel-open", () -> open(session, target, handoff));
        return handoff.await(patience).orElseGet(() -> Diagnosis.ofOpen(Diagnosis.NO_ANSWER, target, hop));
    }

    private void open(Session session, Target target, Handoff<Dialed> handoff) {
        var sink = new Sink(flow, buffer, pulse);
        Dialed dialed = Diagnosis.ofEnd(hop);
        try {
            dialed = open(session, target, sink);
        } finally {
            if (!(dialed instanceof Dialed.Opened)) {
                count.decrementAndGet();
                sink.discard();
            }
            if (!handoff.give(dialed) && dialed instanceof Dialed.Opened(var late)) late.close();
        }
    }

    private Dialed open(Session session, Target target, Sink sink) {
        Channel channel = null;
        try {
            channel = session.getStreamForwarder(target.host(), target.port());
            channel.setLocalWindowSizeMax(flow.window());
            channel.setLocalPacketSize(PACKET);
            ((ChannelDirectTCPIP) channel).setOutputStream(sink);
            opening.add(channel);
            channel.connect(Math.toIntExact(LONGEST.toMillis()));
            // JSch keeps some of its exceptions to itself.
            return channel.isConnected()
                    ? new Dialed.Opened(new SshWire(channel, sink, count::decrementAndGet))
                    : Diagnosis.ofEnd(hop);
        } catch (JSchException e) {
            int code = channel == null ? Diagnosis.NO_ANSWER : channel.getExitStatus();
            // Without an answer, and before the time is over: JSch is taking the session down.
            return code == Diagnosis.NO_ANSWER ? Diagnosis.ofEnd(hop) : Diagnosis.ofOpen(code, target, hop);
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
