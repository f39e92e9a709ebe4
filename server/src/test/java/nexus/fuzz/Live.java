package nexus.fuzz;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nexus.testing.RawHttp;

/// What only the running server can say: the ids of sessions. Cases are made with stand-ins for them, so that they are
/// the same in every run.
final class Live {
    private static final String NONE = "";

    private final int port;
    private final Map<String, String> sessions = new ConcurrentHashMap<>();

    Live(int port) {
        this.port = port;
    }

    /// Stands for the session of a revision.
    static String session(String revision) {
        return "@session-" + revision + "@";
    }

    /// Puts the ids in the place of what stands for them; without one the header goes.
    Request fill(Request request) throws IOException {
        var filled = request;
        for (var revision : Corpus.LEGACY) {
            var stand = session(revision);
            var id = session(new Handshake(revision));
            filled = id.equals(NONE) ? withoutSession(filled, stand) : filled.map(text -> text.replace(stand, id));
        }
        return filled;
    }

    private static Request withoutSession(Request request, String stand) {
        return request.header("Mcp-Session-Id").equals(Optional.of(stand))
                ? request.without("Mcp-Session-Id")
                : request;
    }

    /// Sees to it that a session that the server does not know any more is not used again.
    void forget(Request request) {
        request.header("Mcp-Session-Id").ifPresent(id -> sessions.values().remove(id));
    }

    private String session(Handshake handshake) throws IOException {
        var known = sessions.get(handshake.revision());
        if (known != null) return known;
        var opened = open(handshake);
        sessions.put(handshake.revision(), opened);
        return opened;
    }

    private String open(Handshake handshake) throws IOException {
        try (var http = RawHttp.open(port)) {
            http.send(handshake.initialize().bytes());
            var answer = http.answer(true).orElseThrow(() -> new IOException("no answer to initialize"));
            return answer.header("Mcp-Session-Id").orElse(NONE);
        }
    }
}
