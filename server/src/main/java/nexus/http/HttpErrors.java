package nexus.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Optional;
import nexus.mcp.Reply;

/// What Helidon answers by itself (a body too large, a broken request line, no such route), as JSON-RPC errors.
final class HttpErrors {
    private HttpErrors() {}

    /// @param version which version answers, where that is told
    static DirectHandlers handlers(Optional<VersionHeader> version) {
        DirectHandler handler = (request, event, status, headers, message) -> {
            version.ifPresent(told -> headers.set(told.header()));
            return answer(request, event, status, headers);
        };
        var handlers = DirectHandlers.builder();
        for (var event : DirectHandler.EventType.values()) handlers.addHandler(event, handler);
        return handlers.build();
    }

    private static DirectHandler.TransportResponse answer(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType event,
            Status status,
            ServerResponseHeaders headers) {
        var blamed = isUnread(request) ? Status.BAD_REQUEST_400 : status;
        var response = DirectHandler.TransportResponse.builder()
                .status(blamed)
                .headers(headers)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .keepAlive(event.keepAlive());
        // Helidon 4.5.0 would send a body to HEAD, which its client would take for the next answer.
        var isHead = request.method().equals(Method.HEAD_NAME);
        return (isHead ? response : response.entity(Reply.unread(reason(blamed)).json())).build();
    }

    /// Whether not even the first line was understood: Helidon 4.5.0 takes some of those for failures of its own.
    private static boolean isUnread(DirectHandler.TransportRequest request) {
        return request.path().isEmpty();
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
