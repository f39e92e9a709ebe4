package nexus.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.json.RawJson;

/// The protocol: one POSTed body in, one reply out. What it keeps between requests is addressed, so any replica serves
/// any request. Serves MCP 2026-07-28 and the handshake revisions 2025-11-25, 2025-06-18 and 2025-03-26 side by side.
public final class McpServer {
    private final OpenSessions sessions;
    private final Parts parts;
    private final Requests requests;
    private final LegacyStreams legacyStreams;
    private final InFlight inFlight = new InFlight();
    private final Observer observer;

    /// @param form     how results reach clients that can read `structuredContent`
    /// @param fleet    this replica and the others
    /// @param observer is told of every request
    public McpServer(ServerInfo info, Catalog catalog, ResultForm form, Fleet fleet, Observer observer) {
        this.sessions = new OpenSessions(fleet.seal());
        this.parts = Parts.of(info, catalog, form, fleet);
        this.requests = new Requests(new Methods(parts), parts.route(), inFlight, observer);
        this.legacyStreams = new LegacyStreams(parts.route(), parts.sessions(), parts.streams());
        this.observer = observer;
    }

    /// Answers one POST; returns when the answer is known, which for a stream is its end. Never throws.
    ///
    /// @param body    the body as it was sent
    /// @param headers the headers that mirror it
    /// @param caller  who sent it
    /// @param channel carries what is sent ahead of the reply
    public Reply handle(byte[] body, Headers headers, Caller caller, Channel channel) {
        var message = Message.parse(body);
        var session = needsSession(message, headers) ? session(headers, caller) : Optional.<Session>empty();
        if (session.isEmpty() && needsSession(message, headers)) return Reply.gone(id(message));
        var sender = new Requests.Sender(headers, caller, session, channel);
        return switch (message) {
            case Message.Batch(var messages) -> batch(messages, sender);
            case Message.Request request -> requests.answer(request, sender);
            case Message.Notification notification -> notification(notification, sender);
            case Message.Response response -> response(response, sender);
            case Message.Malformed(var id, var fault) -> refused(id, fault);
        };
    }

    /// A stateless request never has a session, and `initialize` begins a new one.
    private static boolean needsSession(Message message, Headers headers) {
        if (headers.session().isEmpty()
                || headers.version().filter(Revision::isModern).isPresent()) return false;
        return switch (message) {
            case Message.Request request ->
                !request.method().equals("initialize") && !request.meta().has(Era.VERSION);
            case Message.Notification _, Message.Response _, Message.Batch _ -> true;
            case Message.Malformed _ -> false;
        };
    }

    private static Optional<RawJson> id(Message message) {
        return message instanceof Message.Request request ? Optional.of(request.id()) : Optional.empty();
    }

    private Optional<Session> session(Headers headers, Caller caller) {
        return headers.session()
                .flatMap(id -> sessions.open(id, caller))
                .filter(session -> !parts.route().hasEnded(session));
    }

    private Reply batch(List<Message> messages, Requests.Sender sender) {
        var version = sender.session().map(session -> session.revision().date()).or(sender.headers()::version);
        var objection =
                Batches.objection(messages, version).or(() -> sender.channel().objection(messages.size()));
        if (objection.isPresent()) return refused(Optional.empty(), Fault.invalidRequest(objection.get()));
        return Reply.all(
                messages.stream().map(message -> inBatch(message, sender)).toList());
    }

    /// An answer that nobody waits for, or a notification, leaves nothing in the answer of a batch.
    private Reply inBatch(Message message, Requests.Sender sender) {
        return switch (message) {
            case Message.Request request -> requests.answer(request, sender);
            case Message.Notification notification -> {
                var _ = notification(notification, sender);
                yield new Reply.None();
            }
            case Message.Response response -> {
                var _ = response(response, sender);
                yield new Reply.None();
            }
            case Message.Malformed _, Message.Batch _ -> new Reply.None();
        };
    }

    private Reply notification(Message.Notification notification, Requests.Sender sender) {
        var fault = Era.ofNotification(notification, sender.headers());
        if (fault.isPresent()) return refused(Optional.empty(), fault.get());
        var isCancellation = notification.method().equals("notifications/cancelled");
        if (isCancellation && sender.session().isPresent())
            notification
                    .params()
                    .field("requestId")
                    .ifPresent(id -> inFlight.cancel(sender.session().get(), id));
        return new Reply.None();
    }

    private Reply response(Message.Response response, Requests.Sender sender) {
        if (sender.headers().version().filter(Revision::isModern).isPresent())
            return refused(
                    Optional.empty(), Fault.invalidRequest("MCP 2026-07-28 has no answers from clients to POST"));
        return parts.questions().deliver(response, sender.caller())
                ? new Reply.None()
                : refused(Optional.empty(), Fault.invalidRequest("nobody waits for this answer (any more)"));
    }

    private Reply refused(Optional<RawJson> id, Fault fault) {
        observer.answered("other", "", Integer.toString(fault.code()), Duration.ZERO);
        return Reply.refused(id, fault);
    }

    /// Carries the stream of a session, for GET; returns when it ends.
    public Reply stream(Headers headers, Caller caller, Channel channel) {
        if (headers.session().isEmpty()
                || headers.version().filter(Revision::isModern).isPresent())
            return new Reply.NotOffered(Reply.unread("a stream needs the Mcp-Session-Id of initialize; MCP 2026-07-28"
                    + " has subscriptions/listen instead"));
        var session = session(headers, caller);
        return session.isEmpty() ? Reply.gone(Optional.empty()) : legacyStreams.stream(session.get(), caller, channel);
    }

    /// Ends a session, for DELETE.
    public Reply end(Headers headers, Caller caller) {
        if (headers.session().isEmpty())
            return new Reply.NotOffered(Reply.unread("there is no session to end without an Mcp-Session-Id"));
        var session = session(headers, caller);
        return session.isEmpty() ? Reply.gone(Optional.empty()) : legacyStreams.end(session.get(), caller);
    }

    /// Answers another replica.
    ///
    /// @param message sealed
    /// @return nothing where the message is not genuine, or not for this replica as it is now
    public Optional<String> peer(String message) throws InterruptedException {
        return parts.desk().answer(message);
    }

    /// Ends every stream with its closing result and every question without an answer, and lets none begin.
    public void endStreams() {
        parts.streams().end();
        parts.questions().end();
    }
}
