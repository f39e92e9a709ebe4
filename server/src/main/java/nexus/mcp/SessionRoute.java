package nexus.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.fleet.Replica;
import org.jspecify.annotations.Nullable;

/// The way to the replica that keeps a session: this one, or another.
final class SessionRoute {
    private static final int MOST_KNOWN = 10_000;
    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final Duration TRUSTED = Duration.ofSeconds(10);
    private static final Duration AWAY = Duration.ofMinutes(1);

    private final Fleet fleet;
    private final PeerDesk desk;
    private final Sessions sessions;
    private final Map<String, Instant> known = new ConcurrentHashMap<>();
    private final Map<Replica, Instant> away = new ConcurrentHashMap<>();

    SessionRoute(Fleet fleet, PeerDesk desk, Sessions sessions) {
        this.fleet = fleet;
        this.desk = desk;
        this.sessions = sessions;
    }

    boolean isHere(Session session) {
        return session.owner().equals(fleet.self());
    }

    /// Has something done for a session.
    ///
    /// @return nothing where its replica is gone, and with it what it kept, or where it has ended
    Optional<Claims> ask(Session session, Caller caller, Errand errand, String value) throws InterruptedException {
        var question = errand.of(session.number(), "value", value).with(Passed.claims(caller));
        var answer =
                isHere(session) ? Optional.of(desk.perform(question)) : fleet.ask(session.owner(), question, PATIENCE);
        return answer.filter(told -> !told.equals(PeerDesk.GONE));
    }

    /// From where on a session wants to be told.
    LogLevel level(Session session) {
        if (isHere(session)) return sessions.level(session.number());
        return fleet.ask(session.owner(), Errand.LEVEL.of(session.number()), PATIENCE)
                .flatMap(answer -> LogLevel.of(answer.get("level")))
                .orElse(LogLevel.INFO);
    }

    /// Waits for what comes for a session that another replica keeps.
    ///
    /// @return nothing where the stream has ended there
    Optional<Claims> take(Session session, String stream) {
        var question = Errand.TAKE.of(session.number(), "stream", stream);
        return fleet.ask(session.owner(), question, PeerDesk.POLL.plus(PATIENCE))
                .filter(told -> !told.equals(PeerDesk.GONE));
    }

    /// Whether the client ended a session. A session of another replica is asked about every ten seconds at most. One
    /// whose replica is gone goes on, since it needs nothing but its id; that replica is left alone for a minute.
    boolean hasEnded(Session session) {
        if (sessions.hasEnded(session.number())) return true;
        if (isHere(session)) return false;
        var now = Instant.now();
        if (isSince(known.get(session.number()), now.minus(TRUSTED))) return false;
        if (isSince(away.get(session.owner()), now.minus(AWAY))) return false;
        var answer = fleet.ask(session.owner(), Errand.ALIVE.of(session.number()), PATIENCE);
        if (answer.filter(told -> told.says("ok", "false")).isPresent()) {
            sessions.end(session.number());
            return true;
        }
        if (answer.isPresent()) remember(known, session.number(), now);
        else remember(away, session.owner(), now);
        return false;
    }

    private static boolean isSince(@Nullable Instant seen, Instant limit) {
        return seen != null && seen.isAfter(limit);
    }

    private static <K> void remember(Map<K, Instant> seen, K key, Instant now) {
        if (seen.size() >= MOST_KNOWN) seen.clear();
        seen.put(key, now);
    }
}
