package nexus.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import nexus.mcp.Reply;

/// What Helidon answers by itself (a body too large, a broken request line, no such route), as JSON-RPC errors.
final class HttpErrors {
    private HttpErrors() {}

    static DirectHandlers handlers() {
        var handlers = DirectHandlers.builder();
        for (var event : DirectHandler.EventType.values()) handlers.addHandler(event, HttpErrors::answer);
        return handlers.build();
    }

    private static DirectHandler.TransportResponse answer(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType event,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .keepAlive(event.keepAlive())
                .entity(Reply.unread(reason(status)).json())
                .build();
    }

    /// By status, because Helidon reports a body that is too large as one event or another.
    private static String reason(Status status) {
        return switch (status.code()) {
            case 400 -> "this is not a well-formed HTTP request, or its Content-Encoding is not served";
            case 404 -> "there is nothing at this path";
            case 413 -> "the body is too large: see http.max-body";
            case 500 -> "the server failed at this request; its log says why";
            case 505 -> "HTTP/1.1 is needed";
            default -> "the request was refused: " + status.codeText() + " " + status.reasonPhrase();
        };
    }
}
