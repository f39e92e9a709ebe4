package nexus.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nexus.mcp.catalog.Caller;
import nexus.mcp.fleet.Seal;

/// Opens session ids, and remembers those that were opened lately: every request brings one, and opening it anew would
/// cost more than the rest of a small call.
final class OpenSessions {
    private static final int MOST = 2_000;

    private final Seal seal;
    private final Map<String, Session> opened = new ConcurrentHashMap<>();

    OpenSessions(Seal seal) {
        this.seal = seal;
    }

    /// The session of an id; nothing where it is not genuine, too old, or somebody else's.
    Optional<Session> open(String id, Caller caller) {
        var known = opened.get(id);
        var session = known != null ? Optional.of(known) : Session.open(id, seal);
        if (known == null) session.ifPresent(fresh -> remember(id, fresh));
        return session.filter(found -> found.isGoodFor(caller));
    }

    private void remember(String id, Session session) {
        if (opened.size() >= MOST) opened.clear();
        opened.put(id, session);
    }
}
