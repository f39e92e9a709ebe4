package nexus.mcp;

import java.util.Arrays;
import java.util.Optional;
import nexus.mcp.fleet.Claims;

/// What one replica has another do. The name travels, so a constant keeps it for good.
enum Errand {
    /// Spend a confirmation.
    SPEND(false),
    /// Hand an answer to the call that waits for it.
    ANSWER(false),
    SUBSCRIBE(true),
    UNSUBSCRIBE(true),
    SET_LEVEL(true),
    LEVEL(true),
    /// Begin a stream.
    STREAM(true),
    /// Wait for what comes for a stream.
    TAKE(true),
    /// End a session.
    END(false),
    /// Tell whether a session was ended.
    ALIVE(false);

    private static final String NAME = "op";

    private final boolean needsLiveSession;

    Errand(boolean needsLiveSession) {
        this.needsLiveSession = needsLiveSession;
    }

    /// Whether it is for a session that was not ended.
    boolean needsLiveSession() {
        return needsLiveSession;
    }

    /// The question to send.
    ///
    /// @param number         of the confirmation, question or session
    /// @param namesAndValues what else belongs to it
    Claims of(String number, String... namesAndValues) {
        return Claims.of(NAME, name(), "jti", number).with(namesAndValues);
    }

    /// The errand of a question; nothing where a newer replica asks for what this one cannot do.
    static Optional<Errand> in(Claims question) {
        return Arrays.stream(values())
                .filter(errand -> question.says(NAME, errand.name()))
                .findFirst();
    }
}
