package nexus.tunnel;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One SSH connection to one server, from its login to its end; never used again after that.
final class SshSession {
    /// Keepalives that JSch may miss beyond those of the supervisor.
    private static final int PATIENCE = 4;

    private final Settings.Hop hop;
    private final Settings.Pace pace;
    private final Crew crew;
    private final Pulse pulse = new Pulse();
    private final Channels channels;
    private final RawSocket raw;
    /// JSch says that it is connected until it has taken down the last channel.
    private volatile boolean isEnding;

    private final AtomicReference<@Nullable Session> session = new AtomicReference<>();

    /// @param way how the server is reached
    SshSession(Settings.Hop hop, Settings.Pace pace, Flow flow, Way way, Crew crew) {
        this.hop = hop;
        this.pace = pace;
        this.channels = new Channels(hop, flow, pulse, crew);
        this.crew = crew;
        this.raw = new RawSocket(way, pulse);
    }

    /// Connects and logs in, or says why not. Nothing is dialled before the key and the pins are in order.
    Optional<Failure> connect() {
        return withFiles(hop, this::login);
    }

    /// Why the key or the pins of a server are of no use, if so. Nothing is dialled.
    static Optional<Failure> uselessFiles(Settings.Hop hop) {
        return withFiles(hop, _ -> Optional.empty());
    }

    private interface Step {
        Optional<Failure> with(JSch jsch) throws JSchException;
    }

    private static Optional<Failure> withFiles(Settings.Hop hop, Step step) {
        var jsch = new JSch();
        try (var identity = Identity.read(hop.login())) {
            HostKeys.load(jsch, hop);
            var useless = identity.load(jsch);
            return useless.isPresent() ? useless : step.with(jsch);
        } catch (IOException | JSchException e) {
            return Optional.of(new Failure(State.AUTH_FAILED, "a file of the login cannot be read: " + e.getMessage()));
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
        try (var _ = Deadline.start(crew, pace.connectTimeout(), () -> giveUp(watch))) {
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

    private void giveUp(AuthWatch watch) {
        watch.giveUp();
        raw.close();
    }

    private Session prepare(JSch jsch, AuthWatch watch) throws JSchException {
        var prepared = Hardened.session(jsch, hop, watch, crew);
        prepared.setSocketFactory(raw);
        prepared.setServerAliveInterval(millis(pace.keepalive()));
        // JSch only asks; the supervisor judges, and sooner. It knows what JSch cannot: whether our side is the slow
        // one.
        prepared.setServerAliveCountMax(pace.keepaliveMisses() + PATIENCE);
        return prepared;
    }

    /// Opens a channel; waits no longer than `patience`.
    Dialed open(Target target, Duration patience) {
        var current = session.get();
        var dialed = current == null ? Diagnosis.ofEnd(hop) : channels.open(current, target, patience);
        if (dialed instanceof Dialed.Failed failed && failed.refusal() == Refusal.DOWN) isEnding = true;
        return dialed;
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
        return channels.count();
    }

    /// Ends it at once. The socket goes first: with a blocked write JSch's own way would wait for ever.
    void cut() {
        raw.close();
        var current = session.getAndSet(null);
        if (current != null) disconnect(current);
        channels.wake();
    }

    private static void disconnect(Session session) {
        try {
            session.disconnect();
        } catch (RuntimeException e) {
            // Its own reader takes it down at the same time, and JSch keeps no lock: one of the two may stumble.
        }
    }

    private static int millis(Duration time) {
        return Math.toIntExact(Math.max(1, time.toMillis()));
    }
}
