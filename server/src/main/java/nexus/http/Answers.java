package nexus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import nexus.mcp.Reply;

/// Sends what a call came to: the one place where replies become HTTP.
final class Answers {
    private Answers() {}

    static void send(ServerResponse response, Reply reply) {
        switch (reply) {
            case Reply.Result(var body) -> send(response, Status.OK_200, body);
            case Reply.Failure failure -> send(response, status(failure), failure.body());
            case Reply.None() -> response.status(Status.ACCEPTED_202).send();
        }
    }

    private static Status status(Reply.Failure failure) {
        return failure.code() == Reply.METHOD_NOT_FOUND ? Status.NOT_FOUND_404 : Status.BAD_REQUEST_400;
    }

    /// Refuses a request before its body was read.
    ///
    /// @param reason what was wrong and what to do
    static void refuse(ServerResponse response, Status status, String reason) {
        send(response, status, Reply.unread(reason));
    }

    private static void send(ServerResponse response, Status status, Reply.Body body) {
        response.status(status)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(body.json());
    }
}
