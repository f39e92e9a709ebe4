package nexus.mcp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import nexus.mcp.catalog.Right;
import nexus.mcp.json.JsonPieces;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;

/// What one POST is answered with.
public sealed interface Reply {
    /// An answer, HTTP 200. An error that belongs to a call that was understood is an answer too.
    ///
    /// @param body one JSON-RPC message, or an array of them for a batch
    record Result(Body body) implements Reply {}

    /// The request was refused before it was tried.
    ///
    /// @param code the JSON-RPC error code: -32601 goes with HTTP 404, every other with 400
    record Failure(int code, Body body) implements Reply {}

    /// The answer to `initialize`, HTTP 200.
    ///
    /// @param session goes into `Mcp-Session-Id`
    record Greeting(Body body, String session) implements Reply {}

    /// Accepted; there is nothing to say, HTTP 202.
    record None() implements Reply {}

    /// A session was ended as its client wished, HTTP 204.
    record Ended() implements Reply {}

    /// The session of the request is not known: the client has to initialize again, HTTP 404.
    record Gone(Body body) implements Reply {}

    /// There is no stream, or no session to end, without a session id: HTTP 405.
    record NotOffered(Body body) implements Reply {}

    /// No room for one more that waits, HTTP 503: come again later.
    record Busy(Body body) implements Reply {}

    /// The caller has not the right that the call needs, HTTP 403.
    record Forbidden(Body body, Right needed) implements Reply {}

    /// The code that goes with HTTP 404 (MCP 2026-07-28, "basic/transports/streamable-http").
    int METHOD_NOT_FOUND = Fault.METHOD_NOT_FOUND;

    /// JSON text in UTF-8, ready to be sent.
    final class Body {
        private final JsonPieces pieces;

        Body(JsonPieces pieces) {
            this.pieces = pieces;
        }

        Body(byte[] json) {
            this(new JsonPieces().raw(json));
        }

        /// How many bytes it has.
        public long size() {
            return pieces.size();
        }

        /// Writes it without making it whole first.
        public void writeTo(OutputStream out) throws IOException {
            pieces.writeTo(out);
        }

        /// All of it in one array; for bodies that are not large.
        public byte[] json() {
            return pieces.bytes();
        }
    }

    static Result result(RawJson id, byte[]... parts) {
        var result = new JsonPieces();
        for (var part : parts) result.raw(part);
        return result(id, result);
    }

    static Result result(RawJson id, JsonPieces result) {
        var opening = opening(Optional.of(id), 128).raw(",\"result\":").bytes();
        return new Result(new Body(new JsonPieces().raw(opening).raw(result).raw("}")));
    }

    static Greeting greeting(RawJson id, byte[] result, String session) {
        return new Greeting(result(id, result).body(), session);
    }

    static Failure refused(Optional<RawJson> id, Fault fault) {
        return new Failure(fault.code(), error(id, fault));
    }

    static Result failed(RawJson id, Fault fault) {
        return new Result(error(Optional.of(id), fault));
    }

    /// The answers of a batch in one array; those with nothing to say are left out.
    static Reply all(List<Reply> replies) {
        var bodies = replies.stream().flatMap(reply -> bodyOf(reply).stream()).toList();
        if (bodies.isEmpty()) return new None();
        var all = new JsonPieces().raw("[");
        for (int i = 0; i < bodies.size(); i++) all.raw(i == 0 ? "" : ",").raw(bodies.get(i).pieces);
        return new Result(new Body(all.raw("]")));
    }

    /// The JSON of a reply, where it has some.
    static Optional<Body> bodyOf(Reply reply) {
        return switch (reply) {
            case Result(var body) -> Optional.of(body);
            case Greeting greeting -> Optional.of(greeting.body);
            case Failure failure -> Optional.of(failure.body);
            case Gone(var body) -> Optional.of(body);
            case NotOffered(var body) -> Optional.of(body);
            case Busy(var body) -> Optional.of(body);
            case Forbidden forbidden -> Optional.of(forbidden.body);
            case None() -> Optional.empty();
            case Ended() -> Optional.empty();
        };
    }

    static Gone gone(Optional<RawJson> id) {
        return new Gone(error(
                id, Fault.invalidRequest("this session is not known here any more: initialize again, and go on")));
    }

    static Forbidden forbidden(RawJson id, Right needed) {
        return new Forbidden(error(Optional.of(id), Fault.forbidden(needed)), needed);
    }

    static Busy busy(Optional<RawJson> id) {
        return new Busy(error(id, Fault.failed("too many streams are open here: try again in a minute")));
    }

    /// A JSON-RPC error for a request that was not even parsed: no id.
    ///
    /// @param message what was wrong and what to do
    static Body unread(String message) {
        return error(Optional.empty(), Fault.invalidRequest(message));
    }

    private static Body error(Optional<RawJson> id, Fault fault) {
        var text = opening(id, 256)
                .raw(",\"error\":{\"code\":" + fault.code() + ",\"message\":")
                .string(fault.message());
        fault.data().ifPresent(data -> text.raw(",\"data\":").raw(data));
        return new Body(text.raw("}}").bytes());
    }

    private static JsonText opening(Optional<RawJson> id, int expected) {
        var text = new JsonText(expected).raw("{\"jsonrpc\":\"2.0\"");
        id.ifPresent(value -> text.raw(",\"id\":").raw(value));
        return text;
    }
}
