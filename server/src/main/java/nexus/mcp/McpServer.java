package nexus.mcp;

import static java.lang.System.Logger.Level.ERROR;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The protocol: one POSTed body in, one reply out. It keeps nothing between calls, so any replica serves any request.
/// Serves MCP 2026-07-28 and the handshake revisions 2025-11-25, 2025-06-18 and 2025-03-26 side by side.
public final class McpServer {
    private static final System.Logger LOG = System.getLogger(McpServer.class.getName());
    private static final byte[] EMPTY_RESULT = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Set<String> METHODS =
            Set.of("server/discover", "initialize", "ping", "tools/list", "tools/call");

    private final FixedAnswers fixed;
    private final ToolCalls calls;
    private final Observer observer;

    /// @param form     how results reach clients that can read `structuredContent`
    /// @param observer is told of every request
    public McpServer(ServerInfo info, Catalog catalog, ResultForm form, Observer observer) {
        this.fixed = new FixedAnswers(info, catalog);
        this.calls = new ToolCalls(catalog, form, fixed);
        this.observer = observer;
    }

    /// Answers one POST. Never throws: a bug is logged here, once, and answered with -32603.
    ///
    /// @param body    the body as it was sent
    /// @param headers the headers that mirror it
    /// @param caller  who sent it
    public Reply handle(byte[] body, Headers headers, Caller caller) {
        return switch (Message.parse(body)) {
            case Message.Batch(var messages) -> batch(messages, headers, caller);
            case Message.Request request -> request(request, headers, caller);
            case Message.Notification notification -> notification(notification, headers);
            case Message.Response() -> response(headers);
            case Message.Malformed(var id, var fault) -> refused(id, fault);
        };
    }

    private Reply batch(List<Message> messages, Headers headers, Caller caller) {
        var objection = objectionToBatch(messages, headers);
        if (objection.isPresent()) return refused(Optional.empty(), Fault.invalidRequest(objection.get()));
        return Reply.all(messages.stream()
                .map(message -> message instanceof Message.Request request
                        ? request(request, headers, caller)
                        : new Reply.None())
                .toList());
    }

    /// A batch is taken whole or not at all.
    private static Optional<String> objectionToBatch(List<Message> messages, Headers headers) {
        if (!Revision.V2025_03_26.date().equals(headers.version().orElse(Revision.WITHOUT_HEADER.date()))) {
            return Optional.of("only MCP 2025-03-26 has batches: send one message in a body");
        }
        return messages.stream()
                .flatMap(message -> objectionInBatch(message).stream())
                .findFirst();
    }

    private static Optional<String> objectionInBatch(Message message) {
        return switch (message) {
            case Message.Request request
            when request.method().equals("initialize") -> Optional.of("initialize must not be in a batch");
            case Message.Request request -> objectionToEnvelope(request.meta());
            case Message.Notification notification -> objectionToEnvelope(notification.meta());
            case Message.Response() -> Optional.empty();
            case Message.Malformed malformed -> Optional.of(malformed.fault().message());
            case Message.Batch _ -> Optional.of("a batch must not hold a batch");
        };
    }

    private static Optional<String> objectionToEnvelope(RawObject meta) {
        return meta.has(Era.VERSION)
                ? Optional.of("a message of MCP 2026-07-28 must not be in a batch")
                : Optional.empty();
    }

    private Reply notification(Message.Notification notification, Headers headers) {
        var fault = Era.ofNotification(notification, headers);
        return fault.isPresent() ? refused(Optional.empty(), fault.get()) : new Reply.None();
    }

    private Reply response(Headers headers) {
        return headers.version().filter(Revision::isModern).isPresent()
                ? refused(Optional.empty(), Fault.invalidRequest("MCP 2026-07-28 has no answers from clients to POST"))
                : new Reply.None();
    }

    private Reply refused(Optional<RawJson> id, Fault fault) {
        observer.answered("other", "", Integer.toString(fault.code()), Duration.ZERO);
        return Reply.refused(id, fault);
    }

    private Reply request(Message.Request request, Headers headers, Caller caller) {
        long start = System.nanoTime();
        var answered = answer(request, headers, caller);
        var method = METHODS.contains(request.method()) ? request.method() : "other";
        observer.answered(method, answered.tool(), answered.outcome(), Duration.ofNanos(System.nanoTime() - start));
        return answered.reply();
    }

    private Answered answer(Message.Request request, Headers headers, Caller caller) {
        try {
            return switch (Era.of(request, headers)) {
                case Era.Rejected(var fault) -> Answered.refused(request, fault);
                case Era.Modern() -> modern(request, headers, caller);
                case Era.Legacy(var revision) -> legacy(request, revision, caller);
            };
        } catch (BadJson e) {
            return Answered.failed(request, Fault.invalidParams(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.log(ERROR, "The call of " + Fault.shorten(request.method()) + " failed", e);
            return Answered.failed(request, Fault.internal());
        }
    }

    private Answered modern(Message.Request request, Headers headers, Caller caller) throws BadJson {
        var mismatch = headers.mismatch(request);
        if (mismatch.isPresent()) return Answered.refused(request, mismatch.get());
        return switch (request.method()) {
            case "server/discover" -> Answered.ok(Reply.result(request.id(), fixed.discover()));
            case "tools/list" -> toolList(request, Revision.V2026_07_28);
            case "tools/call" -> calls.call(request, Revision.V2026_07_28, caller);
            default -> Answered.refused(request, Fault.methodNotFound(request.method()));
        };
    }

    private Answered legacy(Message.Request request, Revision revision, Caller caller) throws BadJson {
        return switch (request.method()) {
            case "initialize" -> initialize(request);
            case "ping" -> Answered.ok(Reply.result(request.id(), EMPTY_RESULT));
            case "tools/list" -> toolList(request, revision);
            case "tools/call" -> calls.call(request, revision, caller);
            default -> Answered.failed(request, Fault.methodNotFound(request.method()));
        };
    }

    /// An unknown version is answered with the newest handshake revision, never with a stateless one.
    private Answered initialize(Message.Request request) {
        var wanted = request.params().text("protocolVersion");
        if (wanted.isEmpty())
            return Answered.failed(request, Fault.invalidParams("protocolVersion is needed and must be a string"));
        var revision = Revision.of(wanted.get())
                .filter(known -> known != Revision.V2026_07_28)
                .orElse(Revision.NEWEST_LEGACY);
        return Answered.ok(Reply.result(request.id(), fixed.greeting(revision)));
    }

    /// The list is one page, so no cursor was ever given out.
    private Answered toolList(Message.Request request, Revision revision) {
        var cursor = request.params().field("cursor").filter(value -> value.kind() != RawJson.Kind.NULL);
        return cursor.isPresent()
                ? Answered.failed(request, Fault.invalidParams("this cursor is not one of ours: ask without a cursor"))
                : Answered.ok(Reply.result(request.id(), fixed.toolList(revision)));
    }
}
