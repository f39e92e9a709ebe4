package nexus.mcp;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.catalog.Question;
import nexus.mcp.catalog.Trace;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// One request on its way through, with all that is known about it.
///
/// @param revision spoken
/// @param session  of a legacy client that sent its id
/// @param can      what the client can be asked
/// @param channel  the way back
/// @param work     its thread
/// @param level    from where on a session wants to be told; may ask another replica
record Exchange(
        Message.Request request,
        Revision revision,
        Caller caller,
        Headers headers,
        Optional<Session> session,
        Set<Question.Kind> can,
        Channel channel,
        Work work,
        Supplier<LogLevel> level) {
    private static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";

    boolean isModern() {
        return revision == Revision.V2026_07_28;
    }

    RawJson id() {
        return request.id();
    }

    RawObject params() {
        return request.params();
    }

    /// A string parameter that must be there.
    ///
    /// @param what it is, for the message
    String text(String name, String what) throws Objection {
        return params().text(name)
                .orElseThrow(() -> Objection.params(name + " is needed and must be a string: " + what));
    }

    /// An object parameter; without fields where it is absent.
    RawObject object(String name) throws Objection, BadJson {
        var value = params().field(name).filter(given -> given.kind() != RawJson.Kind.NULL);
        if (value.filter(given -> given.kind() != RawJson.Kind.OBJECT).isPresent())
            throw Objection.params(name + " must be an object");
        return value.isPresent() ? value.get().object() : RawObject.EMPTY;
    }

    /// The token under which progress is told, where the client wants to know.
    Optional<RawJson> progressToken() {
        return request.meta()
                .field("progressToken")
                .filter(token ->
                        token.kind() == RawJson.Kind.STRING || token.whole().isPresent());
    }

    Trace trace() {
        return request.meta().text("traceparent").map(Trace::of).orElse(Trace.NONE);
    }

    /// Sends a message ahead of the answer. A cancellation takes hold after it, so that the stream stays whole.
    void send(byte[] message) {
        work.shield(() -> channel.send(message));
    }

    /// From where on this client wants to be told, if at all.
    Optional<LogLevel> logLevel() {
        if (!isModern()) return Optional.of(level.get());
        return request.meta().text(LOG_LEVEL).flatMap(LogLevel::of);
    }

    /// Objects to a level that is none.
    void checkLogLevel() throws Objection {
        var level = request.meta().field(LOG_LEVEL);
        if (isModern() && level.isPresent() && logLevel().isEmpty())
            throw Objection.params("_meta[\"" + LOG_LEVEL + "\"] must be a level such as info or warning");
    }
}
