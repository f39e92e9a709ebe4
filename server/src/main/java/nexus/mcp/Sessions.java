package nexus.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.catalog.Resource.Watch;

/// What this replica keeps for the sessions it began: what waits for their stream, and what they subscribed to. A
/// session is kept from the first time that it needs it until its client ends it or is away for an hour.
final class Sessions {
    private static final int MOST = 10_000;
    private static final int MOST_ENDED = 100_000;
    private static final int MOST_SUBSCRIPTIONS = 100;
    private static final Duration AWAY = Duration.ofHours(1);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Changes changes;
    private final Watches watches;
    private final SequencedMap<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final SequencedMap<String, Instant> ended = new LinkedHashMap<>();
    private Instant swept = Instant.now();

    /// One session.
    private static final class Kept {
        private final Map<String, Watch> watches = new HashMap<>();
        private Mailbox mailbox = new Mailbox();
        private LogLevel level = LogLevel.INFO;
        private Instant used = Instant.now();
    }

    Sessions(Changes changes, Watches watches) {
        this.changes = changes;
        this.watches = watches;
    }

    /// Subscribes a session to a resource.
    ///
    /// @return whether the resource can be watched
    synchronized boolean subscribe(String number, String uri, Caller caller) {
        var session = keep(number);
        if (session.watches.containsKey(uri)) return true;
        if (session.watches.size() >= MOST_SUBSCRIPTIONS) return false;
        var watch = watches.watch(uri, caller, () -> put(number, Notices.LEGACY.updated(uri)));
        watch.ifPresent(begun -> session.watches.put(uri, begun));
        return watch.isPresent();
    }

    synchronized void unsubscribe(String number, String uri) {
        var watch = keep(number).watches.remove(uri);
        if (watch != null) watch.close();
    }

    /// From where on a session wants to be told.
    synchronized void level(String number, LogLevel level) {
        keep(number).level = level;
    }

    /// From where on a session wants to be told; `info` where it never said so.
    synchronized LogLevel level(String number) {
        var session = kept.get(number);
        if (session == null) return LogLevel.INFO;
        session.used = Instant.now();
        return session.level;
    }

    private synchronized void put(String number, String message) {
        var session = kept.get(number);
        if (session != null) session.mailbox.put(message);
    }

    /// The mailbox for a new stream of a session, with what waits already; a stream that was open before ends.
    synchronized Mailbox stream(String number) {
        var session = keep(number);
        session.mailbox = session.mailbox.next();
        return session.mailbox;
    }

    /// Takes what waits, for a stream that is open at another replica.
    ///
    /// @param stream the number of its mailbox
    /// @return nothing where the session or its stream has ended, or another stream took over
    Optional<List<String>> take(String number, String stream, Duration patience) throws InterruptedException {
        var mailbox = mailbox(number, stream);
        return mailbox.isEmpty() ? Optional.empty() : Optional.of(mailbox.get().take(patience));
    }

    private synchronized Optional<Mailbox> mailbox(String number, String stream) {
        var session = Optional.ofNullable(kept.get(number));
        return session.map(found -> found.mailbox)
                .filter(mailbox -> mailbox.number().equals(stream));
    }

    /// Ends a session for good.
    synchronized void end(String number) {
        ended.put(number, Instant.now().plus(Session.LIFE));
        var session = kept.remove(number);
        if (session != null) forget(session);
        var now = Instant.now();
        ended.values().removeIf(expiry -> expiry.isBefore(now));
        if (ended.size() > MOST_ENDED) ended.pollFirstEntry();
    }

    synchronized boolean hasEnded(String number) {
        return ended.containsKey(number);
    }

    private Kept keep(String number) {
        sweep();
        if (kept.size() >= MOST && !kept.containsKey(number))
            forget(kept.pollFirstEntry().getValue());
        var session = kept.computeIfAbsent(number, this::begin);
        session.used = Instant.now();
        return session;
    }

    private Kept begin(String number) {
        var session = new Kept();
        session.watches.put("", changes.listen(change -> put(number, Notices.LEGACY.changed(change))));
        return session;
    }

    /// Drops those that nobody used for long.
    private void sweep() {
        var now = Instant.now();
        if (now.isBefore(swept.plus(SWEEP))) return;
        swept = now;
        var limit = now.minus(AWAY);
        var away = kept.values().stream()
                .filter(session ->
                        session.used.isBefore(limit) && session.mailbox.taken().isBefore(limit))
                .toList();
        kept.values().removeAll(away);
        away.forEach(Sessions::forget);
    }

    private static void forget(Kept session) {
        session.mailbox.end();
        session.watches.values().forEach(Watch::close);
    }
}
