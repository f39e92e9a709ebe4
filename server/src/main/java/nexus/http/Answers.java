package nexus.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import nexus.mcp.Reply;

/// Sends what a call came to: the one place where replies become HTTP.
final class Answers {
    static final HeaderName SESSION = HeaderNames.create("Mcp-Session-Id");

    /// Larger bodies are sent piece by piece, so that no second copy of them is made.
    private static final int MOST_AT_ONCE = 64 << 10;

    private Answers() {}

    static void send(ServerResponse response, Reply reply) {
        switch (reply) {
            case Reply.Result(var body) -> send(response, Status.OK_200, body);
            case Reply.Greeting(var body, var session) -> send(response.header(SESSION, session), Status.OK_200, body);
            case Reply.Failure failure -> send(response, status(failure), failure.body());
            case Reply.Gone(var body) -> send(response, Status.NOT_FOUND_404, body);
            case Reply.NotOffered(var body) ->
                send(response.header(HeaderNames.ALLOW, "POST"), Status.METHOD_NOT_ALLOWED_405, body);
            case Reply.Busy(var body) ->
                send(response.header(HeaderNames.RETRY_AFTER, "60"), Status.SERVICE_UNAVAILABLE_503, body);
            case Reply.Forbidden forbidden -> send(response, Status.FORBIDDEN_403, forbidden.body());
            case Reply.None() -> response.status(Status.ACCEPTED_202).send();
            case Reply.Ended() -> response.status(Status.NO_CONTENT_204).send();
        }
    }

    private static Status status(Reply.Failure failure) {
        return failure.code() == Reply.METHOD_NOT_FOUND ? Status.NOT_FOUND_404 : Status.BAD_REQUEST_400;
    }

    /// Refuses a request before its body was read.
    ///
    /// @param reason what was wrong and what to do
    static void refuse(ServerRequest request, ServerResponse response, Status status, String reason) {
        // Helidon 4.5.0 would send a body to HEAD, which its client would take for the next answer.
        if (request.prologue().method().equals(Method.HEAD))
            response.status(status).send();
        else send(response, status, Reply.unread(reason));
    }

    private static void send(ServerResponse response, Status status, Reply.Body body) {
        response.status(status).header(HeaderValues.CONTENT_TYPE_JSON).header(HeaderNames.CACHE_CONTROL, "no-store");
        if (body.size() <= MOST_AT_ONCE) response.send(body.json());
        else stream(response, body);
    }

    private static void stream(ServerResponse response, Reply.Body body) {
        response.header(HeaderNames.CONTENT_LENGTH, Long.toString(body.size()));
        try (var out = new BufferedOutputStream(response.outputStream(), Events.BUFFER)) {
            body.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
