package nexus.replicas;

import java.io.IOException;
import java.util.regex.Pattern;
import nexus.testing.Json;

/// The ways in which a client carries a person's consent to a call.
enum Consent {
    /// MCP 2026-07-28: the answer to a form, with the sealed state of the request.
    STATE(Client.CAN_ASK),
    /// A client that cannot ask: a token in the argument `confirm`.
    TOKEN(Client.CANNOT_ASK);

    private static final Pattern SEALED = Pattern.compile("[A-Za-z0-9_-]{60,}");
    private static final String ACCEPTED = "{\"confirm\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}}";

    private final String capabilities;

    Consent(String capabilities) {
        this.capabilities = capabilities;
    }

    Client client(String token) {
        return Client.stateless(token, capabilities);
    }

    static Json call(int by) {
        return Json.parse("{\"name\":\"count-up\",\"arguments\":{\"by\":" + by + "}}");
    }

    /// Calls without consent.
    ///
    /// @return the `params` of the same call with it
    Json ask(Client client, int port, int by) throws IOException {
        return with(call(by), client.call(port, call(by)));
    }

    /// The `params` with the consent that a response asks for.
    Json with(Json params, Json response) {
        return this == STATE
                ? params.with(
                                "requestState",
                                response.at("result", "requestState").orElseThrow())
                        .with("inputResponses", Json.parse(ACCEPTED))
                : params.with("arguments", params.at("arguments").orElseThrow().with("confirm", token(response)));
    }

    private static Json token(Json response) {
        var found = SEALED.matcher(text(response));
        if (!found.find()) throw new AssertionError("no token in " + response.written());
        return Json.string(found.group());
    }

    /// The words of a tool's result.
    static String text(Json response) {
        return response.at("result", "content").orElse(response).items().stream()
                .flatMap(block -> block.text("text").stream())
                .findFirst()
                .orElse("");
    }

    static boolean isExecuted(Json response) {
        return text(response).startsWith("{\"by\":");
    }

    /// Whether a response asks for consent.
    boolean isAsked(Json response) {
        return this == STATE
                ? response.at("result", "requestState").isPresent()
                : SEALED.matcher(text(response)).find();
    }
}
