package nexus.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nexus.mcp.json.RawJson;

/// The requests of sessions at work on this replica, for `notifications/cancelled`. Without a session one client could
/// cancel the requests of another, which number theirs alike.
final class InFlight {
    private final Map<Key, Work> works = new ConcurrentHashMap<>();

    private record Key(String session, String id) {}

    /// Remembers a request while it is at work.
    ///
    /// @return forgets it
    Runnable begin(Optional<Session> session, RawJson id, Work work) {
        if (session.isEmpty()) return () -> {};
        var key = new Key(session.get().number(), id.json());
        works.put(key, work);
        return () -> works.remove(key, work);
    }

    void cancel(Session session, RawJson id) {
        var work = works.get(new Key(session.number(), id.json()));
        if (work != null) work.cancel();
    }
}
