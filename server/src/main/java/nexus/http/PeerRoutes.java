package nexus.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import nexus.mcp.McpServer;

/// `/peer` on the ops socket: the other replicas ask here. Messages and answers are sealed with the key that all share,
/// so nobody else can ask, or read what was said.
public final class PeerRoutes implements HttpService {
    static final String PATH = "/peer";

    /// The largest message: one that hands on a client's answer.
    public static final int MOST_BYTES = 1 << 20;

    private final McpServer server;
    private final BodyReader bodies;

    PeerRoutes(McpServer server, BodyReader bodies) {
        this.server = server;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::ask);
    }

    private void ask(ServerRequest request, ServerResponse response) {
        try {
            var answer = server.peer(new String(bodies.read(request), UTF_8));
            response.status(answer.isPresent() ? Status.OK_200 : Status.NOT_FOUND_404)
                    .header(HeaderValues.CONTENT_TYPE_TEXT_PLAIN)
                    .send(answer.orElse("this message is not for this replica\n"));
        } catch (InterruptedException e) {
            response.status(Status.SERVICE_UNAVAILABLE_503).send();
        }
    }
}
