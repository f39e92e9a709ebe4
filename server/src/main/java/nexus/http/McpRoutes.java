package nexus.http;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.function.Supplier;
import nexus.mcp.Caller;
import nexus.mcp.Headers;
import nexus.mcp.McpServer;

/// `/mcp`: POST takes one message; there is no stream to GET and no session to DELETE.
final class McpRoutes implements HttpService {
    static final String PATH = "/mcp";

    private static final HeaderName VERSION = HeaderNames.create("MCP-Protocol-Version");
    private static final HeaderName METHOD = HeaderNames.create("Mcp-Method");
    private static final HeaderName NAME = HeaderNames.create("Mcp-Name");

    private final McpServer server;
    private final Traffic traffic;
    private final BodyReader bodies;
    private final Supplier<Optional<String>> obstacle;

    /// @param obstacle why calls cannot be served yet, if so
    McpRoutes(McpServer server, Traffic traffic, BodyReader bodies, Supplier<Optional<String>> obstacle) {
        this.server = server;
        this.traffic = traffic;
        this.bodies = bodies;
        this.obstacle = obstacle;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::post).any(PATH, McpRoutes::wrongMethod);
    }

    private static void wrongMethod(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.ALLOW, "POST");
        Answers.refuse(response, Status.METHOD_NOT_ALLOWED_405, "only POST is served here");
    }

    private void post(ServerRequest request, ServerResponse response) {
        var reason = obstacle.get();
        if (reason.isPresent()) {
            comeAgain(response, reason.get());
        } else if (!isJson(request)) {
            Answers.refuse(response, Status.UNSUPPORTED_MEDIA_TYPE_415, "Content-Type must be application/json");
        } else if (!traffic.enter()) {
            comeAgain(response, "the server is busy: try again in a second");
        } else {
            try {
                answer(request, response);
            } finally {
                traffic.leave();
            }
        }
    }

    private static void comeAgain(ServerResponse response, String reason) {
        response.header(HeaderNames.RETRY_AFTER, "1");
        Answers.refuse(response, Status.SERVICE_UNAVAILABLE_503, reason);
    }

    private static boolean isJson(ServerRequest request) {
        return request.headers()
                .contentType()
                .filter(type -> type.mediaType().equals(MediaTypes.APPLICATION_JSON))
                .isPresent();
    }

    private void answer(ServerRequest request, ServerResponse response) {
        var body = bodies.read(request);
        var caller = request.context().get(Caller.class).orElse(Caller.ANONYMOUS);
        Answers.send(response, server.handle(body, headers(request), caller));
    }

    private static Headers headers(ServerRequest request) {
        return new Headers(header(request, VERSION), header(request, METHOD), header(request, NAME));
    }

    private static Optional<String> header(ServerRequest request, HeaderName name) {
        return request.headers().first(name).map(String::strip);
    }
}
