package nexus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.security.cert.X509Certificate;
import java.util.Optional;
import nexus.access.Gate;
import nexus.access.Verdict;
import nexus.mcp.catalog.Right;

/// Asks each request for its token or certificate, and lets pass whom the gate knows.
final class Entrance {
    private static final String TOKEN_IN_QUERY = "access_token";

    private final Gate gate;
    private final Challenge challenge;

    Entrance(Gate gate) {
        this.gate = gate;
        this.challenge = new Challenge(gate.resource());
    }

    /// Why a request does not pass.
    ///
    /// @param challenge the header `WWW-Authenticate`
    private record Denial(Status status, String challenge, String reason) {}

    void pass(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var malformed = malformed(request);
        if (malformed.isPresent()) {
            deny(malformed.get(), request, response);
            return;
        }
        var authorization = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        switch (gate.judge(authorization, certificate(request))) {
            case Verdict.Known(var caller) -> {
                request.context().register(caller);
                chain.proceed();
            }
            case Verdict.Nobody(var mayShow) -> deny(nobody(mayShow), request, response);
            case Verdict.Refused(var reason) -> deny(refused(reason), request, response);
            case Verdict.Unproved(var reason) -> Answers.refuse(request, response, Status.FORBIDDEN_403, reason);
            case Verdict.Powerless() -> deny(powerless(), request, response);
            case Verdict.Unknown() -> comeAgain(request, response);
        }
    }

    private static Optional<X509Certificate> certificate(RoutingRequest request) {
        return request.remotePeer()
                .tlsCertificates()
                .filter(chain -> chain.length > 0)
                .map(chain -> (X509Certificate) chain[0]);
    }

    private Optional<Denial> malformed(RoutingRequest request) {
        if (request.query().contains(TOKEN_IN_QUERY))
            return Optional.of(badRequest("a token in the query ends up in logs: send it as a header"));
        var isTwice = request.headers().contains(HeaderNames.AUTHORIZATION)
                && request.headers().get(HeaderNames.AUTHORIZATION).valueCount() > 1;
        return isTwice ? Optional.of(badRequest("send one Authorization header")) : Optional.empty();
    }

    private Denial badRequest(String reason) {
        return new Denial(Status.BAD_REQUEST_400, challenge.badRequest(), reason);
    }

    private Denial nobody(boolean mayShowCertificate) {
        return new Denial(
                Status.UNAUTHORIZED_401,
                challenge.none(),
                "a bearer token is needed: send Authorization: Bearer TOKEN"
                        + (mayShowCertificate ? ", or connect with a client certificate" : ""));
    }

    private Denial refused(String reason) {
        return new Denial(
                Status.UNAUTHORIZED_401, challenge.invalid(reason), "the bearer token is not good: " + reason);
    }

    private Denial powerless() {
        return new Denial(
                Status.FORBIDDEN_403,
                challenge.insufficient(Right.READ),
                "the token holds no scope of Nexus, such as nexus:read");
    }

    private static void deny(Denial denial, RoutingRequest request, RoutingResponse response) {
        response.header(HeaderNames.WWW_AUTHENTICATE, denial.challenge());
        Answers.refuse(request, response, denial.status(), denial.reason());
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
