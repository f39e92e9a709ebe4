package nexus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import nexus.access.Gate;
import nexus.access.Verdict;
import nexus.mcp.catalog.Right;

/// Asks each request for its token, and lets pass whom the gate knows.
final class Entrance {
    private static final String TOKEN_IN_QUERY = "access_token";

    private final Gate gate;
    private final Challenge challenge;

    Entrance(Gate gate) {
        this.gate = gate;
        this.challenge = new Challenge(gate.resource());
    }

    void pass(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (request.query().contains(TOKEN_IN_QUERY)) {
            refuse(
                    request,
                    response,
                    challenge.badRequest(),
                    "a token in the query ends up in logs: send it as a header");
            return;
        }
        if (request.headers().contains(HeaderNames.AUTHORIZATION)
                && request.headers().get(HeaderNames.AUTHORIZATION).valueCount() > 1) {
            refuse(request, response, challenge.badRequest(), "send one Authorization header");
            return;
        }
        switch (gate.judge(request.headers().first(HeaderNames.AUTHORIZATION).orElse(""))) {
            case Verdict.Known(var caller) -> {
                request.context().register(caller);
                chain.proceed();
            }
            case Verdict.Nobody() ->
                turnAway(
                        request,
                        response,
                        challenge.none(),
                        "a bearer token is needed: send Authorization: Bearer TOKEN");
            case Verdict.Refused(var reason) ->
                turnAway(request, response, challenge.invalid(reason), "the bearer token is not good: " + reason);
            case Verdict.Powerless() -> {
                response.header(HeaderNames.WWW_AUTHENTICATE, challenge.insufficient(Right.READ));
                Answers.refuse(
                        request,
                        response,
                        Status.FORBIDDEN_403,
                        "the token holds no scope of Nexus, such as nexus:read");
            }
            case Verdict.Unknown() -> comeAgain(request, response);
        }
    }

    private static void refuse(RoutingRequest request, RoutingResponse response, String header, String reason) {
        response.header(HeaderNames.WWW_AUTHENTICATE, header);
        Answers.refuse(request, response, Status.BAD_REQUEST_400, reason);
    }

    private static void turnAway(RoutingRequest request, RoutingResponse response, String header, String reason) {
        response.header(HeaderNames.WWW_AUTHENTICATE, header);
        Answers.refuse(request, response, Status.UNAUTHORIZED_401, reason);
    }

    private static void comeAgain(RoutingRequest request, RoutingResponse response) {
        response.header(HeaderNames.RETRY_AFTER, "10");
        Answers.refuse(
                request,
                response,
                Status.SERVICE_UNAVAILABLE_503,
                "the keys of the issuer cannot be had, so the token cannot be checked: try again in a while");
    }
}
