package nexus.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import nexus.mcp.Headers;

/// Reads the headers that the protocol looks at.
final class RequestHeaders {
    private static final HeaderName VERSION = HeaderNames.create("MCP-Protocol-Version");
    private static final HeaderName METHOD = HeaderNames.create("Mcp-Method");
    private static final HeaderName NAME = HeaderNames.create("Mcp-Name");
    private static final String PARAM = "Mcp-Param-";

    private RequestHeaders() {}

    static Headers of(ServerRequest request) {
        return new Headers(
                header(request, VERSION),
                header(request, METHOD),
                header(request, NAME),
                header(request, Answers.SESSION),
                name -> header(request, HeaderNames.create(PARAM + name)));
    }

    private static Optional<String> header(ServerRequest request, HeaderName name) {
        if (!request.headers().contains(name)) return Optional.empty();
        // A header that is there twice is both its values: whoever reads only one of them would see another request.
        return Optional.of(request.headers().get(name).values().strip());
    }

    /// Whether the client takes an event stream; one that does not say takes anything.
    static boolean acceptsEvents(ServerRequest request) {
        var accept = request.headers().first(HeaderNames.ACCEPT);
        return accept.isEmpty() || acceptsEvents(accept.get()) || acceptsEvents(all(request));
    }

    private static boolean acceptsEvents(String accept) {
        return accept.contains("text/event-stream") || accept.contains("*/*") || accept.contains("text/*");
    }

    private static String all(ServerRequest request) {
        return String.join(",", request.headers().get(HeaderNames.ACCEPT).allValues());
    }
}
