package nexus.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /// Accepted; there is nothing to say, HTTP 202.
    record None() implements Reply {}

    /// The code that goes with HTTP 404 (MCP 2026-07-28, "basic/transports/streamable-http").
    int METHOD_NOT_FOUND = Fault.METHOD_NOT_FOUND;

    /// JSON text in UTF-8, ready to be sent.
    final class Body {
        private final byte[] json;

        Body(byte[] json) {
            this.json = json;
        }

        /// The bytes themselves; not to be changed.
        public byte[] json() {
            return json;
        }
    }

    static Result result(RawJson id, byte[]... parts) {
        var text = opening(
                        Optional.of(id),
                        256 + Arrays.stream(parts).mapToInt(part -> part.length).sum())
                .raw(",\"result\":");
        for (var part : parts) text.raw(part);
        return new Result(new Body(text.raw("}").bytes()));
    }

    static Failure refused(Optional<RawJson> id, Fault fault) {
        return new Failure(fault.code(), error(id, fault));
    }

    static Result failed(RawJson id, Fault fault) {
        return new Result(error(Optional.of(id), fault));
    }

    /// The answers of a batch in one array; those with nothing to say are left out.
    static Reply all(List<Reply> replies) {
        var bodies = replies.stream().flatMap(Reply::bodyOf).toList();
        if (bodies.isEmpty()) return new None();
        var text = new JsonText(1024).raw("[");
        for (int i = 0; i < bodies.size(); i++)
            text.raw(i == 0 ? "" : ",").raw(bodies.get(i).json());
        return new Result(new Body(text.raw("]").bytes()));
    }

    private static Stream<Body> bodyOf(Reply reply) {
        return switch (reply) {
            case Result(var body) -> Stream.of(body);
            case Failure failure -> Stream.of(failure.body);
            case None() -> Stream.empty();
        };
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
