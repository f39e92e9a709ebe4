package nexus.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nexus.testing.Json;
import nexus.testing.RawAnswer;

/// What a client may rely on, whatever it sent.
final class Rules {
    /// 503 is not among them: nothing here is slow or crowded enough for it, unless something was left behind.
    private static final Set<Integer> STATUSES =
            Set.of(200, 202, 204, 400, 403, 404, 405, 406, 411, 413, 414, 415, 417, 421, 431, 501, 505);
    /// -32603 is not among them: it stands for a bug.
    private static final Set<String> CODES =
            Set.of("-32700", "-32600", "-32601", "-32602", "-32020", "-32021", "-32022", "-32002", "-32042");
    private static final Set<String> FIELDS = Set.of("jsonrpc", "id", "method", "params", "result", "error");
    private static final int DEEPEST = 90;

    private Rules() {}

    static void require(boolean holds, String rule) {
        if (!holds) throw new AssertionError(rule);
    }

    /// The status and the kind of an answer.
    static void head(Request request, RawAnswer answer) {
        int status = answer.status();
        require(STATUSES.contains(status), "the status is " + status);
        require(!answer.isStream() || status == 200, "a stream with status " + status);
        var mayBeEmpty = status == 202 || status == 204;
        require(!mayBeEmpty || !answer.isStream(), "a stream with status " + status);
        require(status != 204 || List.of("DELETE", "OPTIONS").contains(request.verb()), "204 to " + request.verb());
    }

    /// The body of an answer that is no stream.
    static void body(Request request, RawAnswer answer, byte[] body) {
        if (request.verb().equals("HEAD")) return;
        if (answer.status() == 202 || answer.status() == 204 || (request.verb().equals("DELETE") && body.length == 0)) {
            require(body.length == 0, answer.status() + " with a body");
            return;
        }
        var type = answer.header("Content-Type").orElse("none");
        if (request.path().equals("/health") || request.path().equals("/ready")) return;
        require(type.equals("application/json"), "the Content-Type is " + type);
        messages(request, answer.status(), Json.parse(body));
    }

    private static void messages(Request request, int status, Json json) {
        if (!(json instanceof Json.Items(var all))) {
            response(request, json);
            require(!mustEcho(request, status, json) || json.at("id").isPresent(), "the id is not echoed");
            return;
        }
        require(request.body().strip().startsWith("["), "an array answers what is none");
        require(!all.isEmpty(), "an empty array");
        for (var message : all) response(request, message);
    }

    private static void response(Request request, Json message) {
        var isResult = message.at("result").isPresent();
        require(isResult != message.at("error").isPresent(), "neither result nor error, or both");
        require(message.at("method").isEmpty(), "a response with a method");
        envelope(message);
        var id = message.at("id").map(Json::written);
        if (isResult) require(message.at("result").get() instanceof Json.Fields, "a result that is no object");
        else error(message);
        require(id.isPresent() || !isResult, "a result without an id");
        require(id.isEmpty() || ids(request).contains(id.get()), "the id " + id.orElse("") + " was not sent");
    }

    private static void envelope(Json message) {
        require(message instanceof Json.Fields, "a message that is no object");
        require(message.text("jsonrpc").equals(Optional.of("2.0")), "jsonrpc is not 2.0");
        for (var field : ((Json.Fields) message).all())
            require(FIELDS.contains(field.name()), "a field " + field.name());
    }

    private static void error(Json message) {
        var code = message.at("error", "code").map(Json::written).orElse("missing");
        require(CODES.contains(code), "the error code is " + code);
        require(message.text("error", "message").filter(text -> !text.isBlank()).isPresent(), "an error without words");
    }

    /// A message on a stream.
    ///
    /// @return whether it is the response, after which nothing may come
    static boolean streamed(Request request, Json message) {
        if (message.at("method").isEmpty()) {
            response(request, message);
            return true;
        }
        envelope(message);
        require(message.text("method").isPresent(), "a method that is no string");
        require(message.at("id").isEmpty() || !isStateless(request), "a question on a stream of MCP 2026-07-28");
        return false;
    }

    private static boolean isStateless(Request request) {
        return request.header("MCP-Protocol-Version")
                .filter("2026-07-28"::equals)
                .isPresent();
    }

    /// Every id in the body, in a batch each one's, as JSON.
    private static List<String> ids(Request request) {
        return body(request).stream()
                .flatMap(body -> body instanceof Json.Items(var all) ? all.stream() : List.of(body).stream())
                .flatMap(message ->
                        message instanceof Json.Fields(var all) ? all.stream() : List.<Json.Field>of().stream())
                .filter(field -> field.name().equals("id"))
                .map(field -> field.value().written())
                .toList();
    }

    private static Optional<Json> body(Request request) {
        try {
            return Optional.of(Json.parseLeniently(new String(request.body().getBytes(ISO_8859_1), UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether the request was readable as a whole, and an answer to it was not made before its body was read.
    private static boolean mustEcho(Request request, int status, Json answer) {
        var wasRead = status == 200
                || answer.at("error", "code")
                        .map(Json::written)
                        .filter("-32601"::equals)
                        .isPresent();
        try {
            var body = Json.parse(request.body().getBytes(ISO_8859_1));
            return wasRead && body.depth() < DEEPEST && body.text("method").isPresent() && isId(body.at("id"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isId(Optional<Json> id) {
        return id.filter(value -> value.isString() || value.written().matches("-?[0-9]{1,18}"))
                .isPresent();
    }
}
