package nexus.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nexus.testing.Json;
import nexus.testing.Json.Field;
import nexus.testing.Json.Fields;

/// How a client goes on where the server needs to know more.
final class Replies {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_=.~-]{40,}");

    /// A request with its answer.
    record Asked(Request request, Json answer) {}

    private Replies() {}

    /// The request that goes on, if the server asked back.
    static Optional<Request> to(Asked asked) {
        var result = asked.answer().at("result");
        if (result.isEmpty()) return Optional.empty();
        var state = result.get().at("requestState");
        if (state.isPresent()) return Optional.of(again(asked.request(), result.get(), state.get()));
        return confirmation(result.get()).map(token -> confirmed(asked.request(), token));
    }

    private static Request again(Request request, Json result, Json state) {
        var responses = new ArrayList<Field>();
        if (result.at("inputRequests").orElse(state) instanceof Fields(var questions)) {
            for (var question : questions) {
                responses.add(new Field(
                        question.name(), Json.parse(result(question.value().text("method")))));
            }
        }
        return changed(
                request, params(request).with("requestState", state).with("inputResponses", new Fields(responses)));
    }

    /// A good answer to a question of a method.
    static String result(Optional<String> method) {
        return switch (method.orElse("")) {
            case "elicitation/create" -> "{\"action\":\"accept\",\"content\":{\"name\":\"Ann\",\"confirm\":true}}";
            case "sampling/createMessage" ->
                "{\"role\":\"assistant\",\"content\":{\"type\":\"text\",\"text\":\"a\"},\"model\":\"m\"}";
            case "roots/list" -> "{\"roots\":[{\"uri\":\"file:///a\",\"name\":\"a\"}]}";
            default -> "{}";
        };
    }

    /// The token in the text for clients that cannot ask a person.
    private static Optional<Json> confirmation(Json result) {
        return result.at("content").orElse(result).items().stream()
                .flatMap(block -> block.text("text").stream())
                .flatMap(text -> TOKEN.matcher(text).results())
                .map(token -> (Json) Json.string(token.group()))
                .findFirst();
    }

    private static Request confirmed(Request request, Json token) {
        var params = params(request);
        var arguments = params.at("arguments").orElse(new Fields(List.of()));
        return changed(request, params.with("arguments", arguments.with("confirm", token)));
    }

    private static Json params(Request request) {
        return body(request).at("params").orElse(new Fields(List.of()));
    }

    private static Json body(Request request) {
        return Json.parseLeniently(new String(request.body().getBytes(ISO_8859_1), UTF_8));
    }

    private static Request changed(Request request, Json params) {
        var body = body(request).with("params", params).with("id", new Json.Leaf("8"));
        return request.withBody(new String(body.written().getBytes(UTF_8), ISO_8859_1));
    }
}
