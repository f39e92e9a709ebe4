package nexus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.access.Gate;
import nexus.access.ProtectedResource;

/// Stops a request that may not be served: a foreign `Host` or `Origin` (a web page that reaches for a server on the
/// visitor's machine), or no good token. Only the probes pass, so that no spelling of a path goes around it; what tells
/// where tokens come from needs no token.
final class Guard implements Filter {
    private static final Set<String> PROBES = Set.of("/health", "/ready");
    /// Clients look here for whatever there may be: a 401 would tell them to come back with a token.
    private static final String WELL_KNOWN = "/.well-known/";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> allowedHosts;
    private final Set<String> open;
    private final Entrance entrance;

    /// @param allowedHosts host names without port, beside loopback
    /// @param gate         knows the callers
    Guard(Set<String> allowedHosts, Gate gate) {
        this.allowedHosts =
                allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.open = gate.resource().map(ProtectedResource::paths).orElse(Set.of());
        this.entrance = new Entrance(gate);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (PROBES.contains(request.path().path())) {
            chain.proceed();
            return;
        }
        if (!isAllowed(request.authority())) {
            Answers.refuse(
                    request, response, Status.FORBIDDEN_403, "this Host is not allowed: add it to NEXUS_ALLOWED_HOSTS");
            return;
        }
        var origin = request.headers().first(HeaderNames.ORIGIN);
        if (origin.filter(value -> !isAllowedOrigin(value)).isPresent()) {
            Answers.refuse(
                    request,
                    response,
                    Status.FORBIDDEN_403,
                    "this Origin is not allowed: add its host to NEXUS_ALLOWED_HOSTS");
            return;
        }
        if (open.contains(request.path().path())) chain.proceed();
        else if (request.path().path().startsWith(WELL_KNOWN))
            Answers.refuse(request, response, Status.NOT_FOUND_404, "there is nothing under this path");
        else entrance.pass(chain, request, response);
    }

    private boolean isAllowedOrigin(String origin) {
        var scheme = origin.indexOf("://");
        return scheme > 0 && isAllowed(origin.substring(scheme + 3));
    }

    private boolean isAllowed(String authority) {
        var host = withoutPort(authority);
        return LOOPBACK.contains(host) || allowedHosts.contains(host) || allowedHosts.contains("*");
    }

    private static String withoutPort(String authority) {
        var colon = authority.lastIndexOf(':');
        var host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
        return host.toLowerCase(Locale.ROOT);
    }
}
