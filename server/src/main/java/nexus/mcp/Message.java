package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// One POSTed JSON-RPC 2.0 body, taken apart but not judged.
sealed interface Message {
    /// A call that wants an answer.
    ///
    /// @param id     a JSON string or whole number, echoed as it was sent
    /// @param method such as `tools/call`
    /// @param params the fields of `params`, none when it is absent
    /// @param meta   the fields of `params._meta`, none when it is absent
    record Request(RawJson id, String method, RawObject params, RawObject meta) implements Message {}

    /// A message without an id: nothing is answered.
    record Notification(String method, RawObject params, RawObject meta) implements Message {}

    /// A client's answer to a question of the server.
    ///
    /// @param id    of the question
    /// @param whole the message, with `result` or `error`
    record Response(Optional<RawJson> id, RawJson whole) implements Message {}

    /// Several messages in one body; only MCP 2025-03-26 has them.
    record Batch(List<Message> messages) implements Message {}

    /// A body that is none of these.
    ///
    /// @param id the request's id where it could be read
    record Malformed(Optional<RawJson> id, Fault fault) implements Message {}

    /// Most messages in one batch.
    int MOST_IN_BATCH = 50;

    /// Takes a body apart; never throws.
    static Message parse(byte[] body) {
        int start = 0;
        while (start < body.length && isSpace(body[start])) start++;
        if (start == body.length) return malformed(Fault.notJson("the body is empty"));
        if (!looksLikeUtf8(body, start) || !isUtf8(body))
            return malformed(Fault.notJson("the body is not JSON in UTF-8 that begins with { or ["));
        try {
            return body[start] == '['
                    ? batch(RawObject.elements(body, start, body.length))
                    : one(new RawJson(body, start, body.length));
        } catch (BadJson e) {
            return malformed(Fault.notJson(String.valueOf(e.getMessage())));
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /// Keeps the parser from guessing UTF-16 or UTF-32, where byte offsets would not be ours.
    private static boolean looksLikeUtf8(byte[] body, int start) {
        if (body[start] != '{' && body[start] != '[') return false;
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0) return false;
        }
        return true;
    }

    /// The parser lets some wrong bytes pass in names, and then takes one name for another.
    private static boolean isUtf8(byte[] body) {
        int ascii = 0;
        while (ascii < body.length && body[ascii] >= 0) ascii++;
        try {
            return ascii == body.length
                    || UTF_8.newDecoder()
                            .decode(ByteBuffer.wrap(body, ascii, body.length - ascii))
                            .hasRemaining();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Message batch(List<RawJson> elements) throws BadJson {
        if (elements.isEmpty()) return malformed(Fault.invalidRequest("a batch must not be empty"));
        if (elements.size() > MOST_IN_BATCH) {
            return malformed(Fault.invalidRequest("a batch holds at most " + MOST_IN_BATCH + " messages"));
        }
        var messages = new ArrayList<Message>();
        for (var element : elements) messages.add(element(element));
        return new Batch(List.copyOf(messages));
    }

    private static Message element(RawJson element) {
        if (element.kind() != RawJson.Kind.OBJECT)
            return malformed(Fault.invalidRequest("a message must be a JSON object"));
        try {
            return one(element);
        } catch (BadJson e) {
            return malformed(Fault.invalidRequest(String.valueOf(e.getMessage())));
        }
    }

    private static Message one(RawJson whole) throws BadJson {
        var fields = whole.object();
        var id = fields.field("id");
        if (id.isPresent() && !isId(id.get()))
            return malformed(Fault.invalidRequest("id must be a string or a whole number"));
        if (!fields.text("jsonrpc").equals(Optional.of("2.0"))) {
            return new Malformed(id, Fault.invalidRequest("jsonrpc must be \"2.0\""));
        }
        if (!fields.has("method") && (fields.has("result") || fields.has("error"))) return new Response(id, whole);
        var method = fields.text("method");
        if (method.isEmpty()) return new Malformed(id, Fault.invalidRequest("method is needed and must be a string"));
        try {
            return call(id, method.get(), fields);
        } catch (BadJson e) {
            return new Malformed(id, Fault.invalidRequest(String.valueOf(e.getMessage())));
        }
    }

    private static Message call(Optional<RawJson> id, String method, RawObject fields) throws BadJson {
        var params = fields.object("params");
        if (fields.has("params") && params.isEmpty()) {
            return new Malformed(id, Fault.invalidRequest("params must be an object"));
        }
        var meta = params.isPresent() ? params.get().object("_meta").orElse(RawObject.EMPTY) : RawObject.EMPTY;
        return id.isPresent()
                ? new Request(id.get(), method, params.orElse(RawObject.EMPTY), meta)
                : new Notification(method, params.orElse(RawObject.EMPTY), meta);
    }

    private static boolean isId(RawJson id) {
        return id.kind() == RawJson.Kind.STRING || id.whole().isPresent();
    }

    private static Malformed malformed(Fault fault) {
        return new Malformed(Optional.empty(), fault);
    }
}
