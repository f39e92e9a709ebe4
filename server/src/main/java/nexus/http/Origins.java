package nexus.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.regex.Pattern;
import nexus.access.audit.Door;
import nexus.access.audit.Origin;
import nexus.access.audit.Refusal;
import nexus.mcp.catalog.Caller;

/// Says where requests came from, and at the door who was turned away.
final class Origins {
    private static final HeaderName REQUEST = HeaderNames.create("X-Request-Id");
    private static final Pattern ERROR = Pattern.compile("error=\"([a-z_]+)\"");
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);

    private Origins() {}

    static Origin of(ServerRequest request) {
        return new Origin(peer(request), header(request, HeaderNames.X_FORWARDED_FOR), header(request, REQUEST));
    }

    /// The address itself: no name is looked up.
    private static String peer(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress().getHostAddress()
                : "";
    }

    private static String header(ServerRequest request, HeaderName name) {
        return request.headers().contains(name) ? request.headers().get(name).values() : "";
    }

    /// Tells of an answer, if it turns somebody away.
    static void tell(Door door, ServerRequest request, RoutingResponse response) {
        int status = response.status().code();
        if (!REFUSALS.contains(status)) return;
        var who = request.context().get(Caller.class).map(Caller::name).orElse("");
        door.refused(new Refusal(status, reason(response), who, of(request)));
    }

    private static String reason(RoutingResponse response) {
        if (!response.headers().contains(HeaderNames.WWW_AUTHENTICATE)) return "";
        var error = ERROR.matcher(
                response.headers().get(HeaderNames.WWW_AUTHENTICATE).values());
        return error.find() ? error.group(1) : "no_token";
    }
}
