package nexus.tunnel;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.Optional;
import nexus.config.Trial;

/// One SSH server on the way, tried out step by step; its session stays open for what comes behind it.
final class TrialHop implements AutoCloseable {
    private final Settings.Hop hop;
    private final Duration patience;
    private final Trial trial;
    private final Crew crew;
    private final JSch jsch = new JSch();
    private final AuthWatch watch = new AuthWatch();
    private final HostKeyWatch keys;
    private volatile boolean isLate;
    private Optional<Session> session = Optional.empty();

    TrialHop(Settings.Hop hop, Duration patience, Trial trial, Crew crew) {
        this.hop = hop;
        this.patience = patience;
        this.trial = trial;
        this.crew = crew;
        this.keys = new HostKeyWatch(jsch.getHostKeyRepository(), this::hostKey);
    }

    /// Two steps: the key, and the known hosts.
    void readFiles() {
        new TrialFiles(hop, jsch, trial).read(() -> keys.pinned(name()), name());
    }

    private String name() {
        return HostKeys.name(hop.host(), hop.port());
    }

    /// Four steps: its name, its port, its host key, the login.
    void connect() {
        try {
            var address = Reach.resolve(hop.host(), patience);
            trial.ok(hop.host() + " is " + address.getHostAddress());
            var socket = Reach.dial(address, hop.port(), patience);
            trial.ok(address.getHostAddress() + ":" + hop.port());
            login(opened -> opened.setSocketFactory(new GivenSocket(socket)), new SocketWire(socket)::close);
        } catch (TunnelException e) {
            trial.fail(String.valueOf(e.getMessage()));
        }
    }

    /// Three steps: the way to it through another, its host key, the login.
    void connect(TrialHop before) {
        try {
            var way = before.open(hop.host(), hop.port());
            trial.ok(before.hop.where() + " opens the way to " + hop.where());
            login(opened -> opened.setProxy(way), before::close);
        } catch (ChannelProxy.Refused e) {
            trial.fail(before.refusal(e, new Target(hop.host(), hop.port())));
        }
    }

    private interface Way {
        void into(Session session);
    }

    private void login(Way way, Runnable cut) {
        try (var _ = Deadline.start(crew, patience, () -> {
            isLate = true;
            cut.run();
        })) {
            var opened = prepare();
            way.into(opened);
            session = Optional.of(opened);
            opened.connect(Math.toIntExact(patience.toMillis()));
            opened.noMoreSessionChannels();
            certified();
            trial.ok("user " + hop.login().user() + " by publickey, " + opened.getServerVersion());
        } catch (Exception e) {
            // The host key has spoken for itself.
            if (!trial.isOver()) fail(new LoginTrouble(e, watch, isLate, hop, patience));
        }
    }

    private void fail(LoginTrouble trouble) {
        if (trouble.isAboutTheLogin()) certified();
        trial.fail(trouble.text());
    }

    private Session prepare() throws JSchException {
        var prepared = Hardened.session(jsch, hop, watch, crew);
        // Asks which methods the server offers, for the advice to somebody it does not let in.
        prepared.setConfig("enable_auth_none", "yes");
        prepared.setHostKeyRepository(keys);
        return prepared;
    }

    private void hostKey(byte[] key, boolean isPinned) {
        var seen = Fingerprint.typed(key);
        var file = hop.login().knownHostsFile();
        var pinned = keys.pinned(name());
        if (isPinned) {
            trial.ok(seen + " is pinned");
        } else if (pinned.isEmpty()) {
            trial.fail(hop.where() + " shows " + seen + ", and " + file + " has no line for " + name()
                    + ": compare it with the server's own (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub on it), then"
                    + " add the line that nexus fingerprint " + hop.where() + " prints");
        } else {
            trial.fail(hop.where() + " shows " + seen + ", but " + file + " pins " + String.join(" and ", pinned)
                    + ": it is another machine, its keys were changed, or somebody is in between; ask its operator"
                    + " before you correct the file");
        }
    }

    /// A certificate is not asked about: where there is one, the known hosts vouch for who has signed it.
    private void certified() {
        if (!keys.wasAsked())
            trial.ok("a host certificate, signed by an authority of "
                    + hop.login().knownHostsFile());
    }

    /// Opens a channel to a target behind it.
    ChannelProxy open(String host, int port) throws ChannelProxy.Refused {
        if (session.isEmpty()) throw new ChannelProxy.Refused(Diagnosis.NO_ANSWER);
        return ChannelProxy.open(session.get(), host, port, patience);
    }

    /// Why a channel was not opened.
    String refusal(ChannelProxy.Refused refused, Target target) {
        return new ForwardTrouble(hop, target, patience).text(refused.code());
    }

    @Override
    public void close() {
        session.ifPresent(Session::disconnect);
    }
}
