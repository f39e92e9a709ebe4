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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One SSH connection to the bastion, from its login to its end; never used again after that.
final class SshSession {
    /// As OpenSSH's own.
    private static final int PACKET = 32 << 10;

    private static final int NO_ANSWER = Diagnosis.NO_ANSWER;

    private final Settings.Ssh settings;
    private final Crew crew;
    private final Pulse pulse = new Pulse();
    private final RawSocket raw;
    /// JSch says that it is connected until it has taken down the last channel.
    private volatile boolean isEnding;

    private final Set<Channel> opening = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Session> session = new AtomicReference<>();

    SshSession(Settings.Ssh settings, Crew crew) {
        this.settings = settings;
        this.crew = crew;
        this.raw = new RawSocket(settings.pace().connectTimeout(), pulse);
    }

    /// Connects and logs in, or says why not. Nothing is dialled before the key and the pins are in order.
    Optional<Failure> connect() {
        var jsch = new JSch();
        try (var identity = Identity.read(settings.bastion().login())) {
            HostKeys.load(jsch, settings.bastion().login().knownHostsFile());
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
        var timeout = settings.pace().connectTimeout();
        var opened = prepare(jsch, watch);
        session.set(opened);
        // JSch's timeout holds for each read; this one holds for all of them together.
        try (var _ = Deadline.start(crew, timeout, raw::close)) {
            opened.connect(millis(timeout));
            opened.noMoreSessionChannels();
            return Optional.empty();
        } catch (JSchException e) {
            cut();
            return Optional.of(Diagnosis.of(e, jsch, opened, watch, settings.bastion(), settings.pace()));
        } catch (Exception e) {
            cut();
            return Optional.of(new Failure(
                    State.BACKOFF, "the session with " + settings.bastion().where() + " broke: " + e));
        }
    }

    private Session prepare(JSch jsch, AuthWatch watch) throws JSchException {
        var pace = settings.pace();
        var prepared = jsch.getSession(
                settings.bastion().login().user(),
                settings.bastion().host(),
                settings.bastion().port());
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
        prepared.setServerAliveCountMax(pace.keepaliveMisses());
        return prepared;
    }

    /// Opens a channel; waits no longer than `patience`.
    Dialed open(Target target, Duration patience) {
        var current = session.get();
        if (current == null) return down();
        long start = System.nanoTime();
        Channel channel = null;
        try {
            channel = current.getStreamForwarder(target.host(), target.port());
            channel.setLocalWindowSizeMax(settings.lanes().window());
            channel.setLocalPacketSize(PACKET);
            var sink = new Sink(2 * settings.lanes().window(), SshWire.STALL, pulse);
            ((ChannelDirectTCPIP) channel).setOutputStream(sink);
            opening.add(channel);
            channel.connect(millis(patience));
            // JSch keeps some of its exceptions to itself.
            return channel.isConnected() ? new Dialed.Opened(new SshWire(channel, sink)) : down();
        } catch (JSchException e) {
            int code = channel == null ? NO_ANSWER : channel.getExitStatus();
            var isInTime = System.nanoTime() - start < patience.toNanos() * 9 / 10;
            // Without an answer and before the timeout: JSch is taking the session down.
            return (code == NO_ANSWER && isInTime) || !isUp()
                    ? down()
                    : Diagnosis.ofOpen(code, target, settings.bastion());
        } finally {
            if (channel != null) opening.remove(channel);
        }
    }

    private Dialed down() {
        isEnding = true;
        return new Dialed.Failed(
                Dialed.Refusal.DOWN,
                "the SSH session with " + settings.bastion().where() + " ended while it was needed");
    }

    /// Whether it is connected and was heard lately.
    boolean isUp() {
        var current = session.get();
        return !isEnding && current != null && current.isConnected() && !isSilent();
    }

    /// One keepalive later than JSch, which takes care of all cases but a blocked write.
    private boolean isSilent() {
        var pace = settings.pace();
        return pulse.silence().compareTo(pace.keepalive().multipliedBy(pace.keepaliveMisses() + 2L)) > 0;
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
