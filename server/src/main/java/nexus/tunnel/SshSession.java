package nexus.tunnel;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One SSH connection to one server, from its login to its end; never used again after that.
final class SshSession {
    /// As OpenSSH's own.
    private static final int PACKET = 32 << 10;

    /// Keepalives that JSch may miss beyond those of the supervisor.
    private static final int PATIENCE = 4;

    private static final int NO_ANSWER = Diagnosis.NO_ANSWER;

    private final Settings.Hop hop;
    private final Settings.Pace pace;
    private final Flow flow;
    private final Crew crew;
    private final Buffer buffer;
    private final Pulse pulse = new Pulse();
    private final RawSocket raw;
    /// JSch says that it is connected until it has taken down the last channel.
    private volatile boolean isEnding;

    private final AtomicInteger channels = new AtomicInteger();
    private final Set<Channel> opening = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Session> session = new AtomicReference<>();

    /// @param way how the server is reached
    SshSession(Settings.Hop hop, Settings.Pace pace, Flow flow, Way way, Crew crew) {
        this.hop = hop;
        this.pace = pace;
        this.buffer = new Buffer(flow.buffer());
        this.flow = flow;
        this.crew = crew;
        this.raw = new RawSocket(way, pulse);
    }

    /// Connects and logs in, or says why not. Nothing is dialled before the key and the pins are in order.
    Optional<Failure> connect() {
        var jsch = new JSch();
        try (var identity = Identity.read(hop.login())) {
            HostKeys.load(jsch, hop.login().knownHostsFile());
            var useless = identity.load(jsch);
            return useless.isPresent() ? useless : login(jsch);
        } catch (IOException | JSchException e) {
            return Optional.of(new Failure(State.BACKOFF, "the key or the known hosts cannot be read: " + e));
        } finally {
            forget(jsch);
        }
    }

    private static void forget(JSch jsch) {
        try {
            jsch.removeAllIdentity();
        } catch (JSchException e) {
            throw new IllegalStateException("the identities are in memory", e);
        }
    }

    private Optional<Failure> login(JSch jsch) throws JSchException {
        var watch = new AuthWatch();
        var opened = prepare(jsch, watch);
        session.set(opened);
        // JSch's timeout holds for each read; this one holds for all of them together.
        try (var _ = Deadline.start(crew, pace.connectTimeout(), raw::close)) {
            opened.connect(millis(pace.connectTimeout()));
            opened.noMoreSessionChannels();
            return Optional.empty();
        } catch (JSchException e) {
            cut();
            return Optional.of(Diagnosis.of(e, jsch, opened, watch, hop, pace));
        } catch (Exception e) {
            cut();
            return Optional.of(new Failure(State.BACKOFF, "the session with " + hop.where() + " broke: " + e));
        }
    }

    private Session prepare(JSch jsch, AuthWatch watch) throws JSchException {
        var prepared = jsch.getSession(hop.login().user(), hop.host(), hop.port());
        // The constant: any other text than "yes" and "ask" makes JSch accept every key.
        prepared.setConfig("StrictHostKeyChecking", "yes");
        prepared.setConfig("PreferredAuthentications", "publickey");
        prepared.setConfig("enable_auth_none", "no");
        prepared.setConfig("require_strict_kex", "yes");
        prepared.setLogger(watch);
        prepared.setSocketFactory(raw);
        prepared.setThreadFactory(crew);
        prepared.setDaemonThread(true);
        prepared.setServerAliveInterval(millis(pace.keepalive()));
        // JSch only asks; the supervisor judges, and sooner. It knows what JSch cannot: whether our side is the slow
        // one.
        prepared.setServerAliveCountMax(pace.keepaliveMisses() + PATIENCE);
        return prepared;
    }

    /// Opens a channel; waits no longer than `patience`.
    Dialed open(Target target, Duration patience) {
        if (channels.incrementAndGet() > flow.most()) {
            channels.decrementAndGet();
            return new Dialed.Failed(
                    Refusal.FULL,
                    "all " + flow.most() + " channels of this lane are in use: raise ssh.bulk-channels, or ask less"
                            + " at a time");
        }
        var sink = new Sink(flow, buffer, pulse);
        var dialed = open(target, patience, sink);
        if (!(dialed instanceof Dialed.Opened)) {
            channels.decrementAndGet();
            sink.discard();
        }
        return dialed;
    }

    private Dialed open(Target target, Duration patience, Sink sink) {
        var current = session.get();
        if (current == null) return down();
        long start = System.nanoTime();
        Channel channel = null;
        try {
            channel = current.getStreamForwarder(target.host(), target.port());
            channel.setLocalWindowSizeMax(flow.window());
            channel.setLocalPacketSize(PACKET);
            ((ChannelDirectTCPIP) channel).setOutputStream(sink);
            opening.add(channel);
            channel.connect(millis(patience));
            // JSch keeps some of its exceptions to itself.
            return channel.isConnected()
                    ? new Dialed.Opened(new SshWire(channel, sink, channels::decrementAndGet))
                    : down();
        } catch (JSchException e) {
            int code = channel == null ? NO_ANSWER : channel.getExitStatus();
            var isInTime = System.nanoTime() - start < patience.toNanos() * 9 / 10;
            // Without an answer and before the timeout: JSch is taking the session down.
            return (code == NO_ANSWER && isInTime) || !isUp() ? down() : Diagnosis.ofOpen(code, target, hop);
        } finally {
            if (channel != null) opening.remove(channel);
        }
    }

    private Dialed down() {
        isEnding = true;
        return new Dialed.Failed(Refusal.DOWN, "the SSH session with " + hop.where() + " ended while it was needed");
    }

    /// Whether it is connected, as far as JSch knows.
    boolean isUp() {
        var current = session.get();
        return !isEnding && current != null && current.isConnected();
    }

    /// How long nothing has come from the server, although it was asked for signs of life.
    Duration silence() {
        return pulse.silence();
    }

    /// Asks the server for a sign of life now.
    ///
    /// @return whether one came in time
    boolean answers(Duration patience) throws InterruptedException {
        var current = session.get();
        if (current == null) return false;
        // Not on this thread: with a blocked write the question cannot even be sent.
        crew.start("tunnel-question", () -> ask(current));
        return pulse.awaitBeat(patience);
    }

    private static void ask(Session session) {
        try {
            session.sendKeepAliveMsg();
        } catch (Exception e) {
            // No answer will come, and that is what is looked at.
        }
    }

    Pulse pulse() {
        return pulse;
    }

    /// Channels that are open or being opened.
    int channels() {
        return channels.get();
    }

    /// Ends it at once. The socket goes first: with a blocked write JSch's own way would wait for ever.
    void cut() {
        raw.close();
        var current = session.getAndSet(null);
        if (current != null) disconnect(current);
        opening.forEach(SshSession::wake);
    }

    private static void disconnect(Session session) {
        try {
            session.disconnect();
        } catch (RuntimeException e) {
            // Its own reader takes it down at the same time, and JSch keeps no lock: one of the two may stumble.
        }
    }

    /// JSch waits for the answer to a channel open until its timeout, even on a session that has ended.
    private static void wake(Channel channel) {
        synchronized (channel) {
            channel.notifyAll();
        }
    }

    private static int millis(Duration time) {
        return Math.toIntExact(Math.max(1, time.toMillis()));
    }
}
