package nexus.tunnel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The sessions that lead to the bastion: each jump host's carries the next one. Lives from its login to its end.
final class Route {
    private final Settings.Ssh settings;
    private final Flow flow;
    private final Crew crew;
    private final List<SshSession> sessions = new CopyOnWriteArrayList<>();
    private volatile boolean isCut;

    /// @param flow of the channels to the database
    Route(Settings.Ssh settings, Flow flow, Crew crew) {
        this.settings = settings;
        this.flow = flow;
        this.crew = crew;
    }

    /// Passes the jump hosts and logs in at the bastion, or says what was in the way.
    Optional<Failure> connect() {
        var useless = uselessFiles();
        if (useless.isPresent()) return useless;
        for (var hop : settings.hops()) {
            var failure = connect(hop);
            if (failure.isPresent() || isCut) {
                cut();
                return failure.or(() -> Optional.of(new Failure(State.BACKOFF, "the tunnel is closed")));
            }
        }
        return Optional.empty();
    }

    /// Nothing is dialled before all files are known to be of use.
    private Optional<Failure> uselessFiles() {
        return settings.hops().size() == 1
                ? Optional.empty()
                : settings.hops().stream()
                        .flatMap(hop -> SshSession.uselessFiles(hop).stream())
                        .findFirst();
    }

    private Optional<Failure> connect(Settings.Hop hop) {
        if (sessions.isEmpty()) return connect(hop, Way.direct(settings.pace().connectTimeout()));
        return switch (sessions.getLast()
                .open(new Target(hop.host(), hop.port()), settings.pace().openTimeout())) {
            case Dialed.Opened(var wire) -> connect(hop, Way.over(wire, crew));
            case Dialed.Failed(var _, var reason) -> Optional.of(new Failure(State.BACKOFF, reason));
        };
    }

    private Optional<Failure> connect(Settings.Hop hop, Way way) {
        var isLast = hop.equals(settings.bastion());
        var session = new SshSession(hop, settings.pace(), isLast ? flow : flow.carrying(), way, crew);
        sessions.add(session);
        return session.connect();
    }

    /// Opens a channel to a target behind the bastion; waits no longer than `patience`.
    Dialed open(Target target, Duration patience) {
        return sessions.getLast().open(target, patience);
    }

    boolean isUp() {
        return !isCut
                && sessions.size() == settings.hops().size()
                && sessions.stream().allMatch(SshSession::isUp);
    }

    /// How long the bastion has been silent, although it was asked for signs of life.
    Duration silence() {
        return sessions.isEmpty() ? Duration.ZERO : sessions.getLast().silence();
    }

    /// Asks the bastion for a sign of life.
    boolean answers(Duration patience) throws InterruptedException {
        return !sessions.isEmpty() && sessions.getLast().answers(patience);
    }

    Instant lastHeard() {
        return sessions.isEmpty() ? Instant.EPOCH : sessions.getLast().pulse().lastHeard();
    }

    /// Channels to the database.
    int channels() {
        return sessions.isEmpty() ? 0 : sessions.getLast().channels();
    }

    /// Ends all of it at once, from the far end on.
    void cut() {
        isCut = true;
        sessions.reversed().forEach(SshSession::cut);
    }
}
