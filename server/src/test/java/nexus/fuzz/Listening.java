package nexus.fuzz;

import java.io.IOException;
import nexus.testing.EventReader;
import nexus.testing.Json;

/// Reads the events of one stream, and answers some of the questions on it.
final class Listening {
    private final Request request;
    private final Case next;
    private final Sender sender;

    /// Sends an answer to the server.
    interface Sender {
        void send(Request answer) throws IOException;
    }

    Listening(Request request, Case next, Sender sender) {
        this.request = request;
        this.next = next;
        this.sender = sender;
    }

    /// Reads so many events as the case has patience for.
    ///
    /// @return whether the stream came to its end
    boolean read(EventReader events) throws IOException {
        var isAnswered = request.verb().equals("GET");
        for (int left = next.events(); left > 0; left--) {
            var data = events.next();
            if (data.isEmpty()) {
                Rules.require(isAnswered || Player.mayBeCancelled(request), "the stream ends without a response");
                return true;
            }
            Rules.require(!isAnswered || request.verb().equals("GET"), "something follows the response");
            var message = Json.parse(data.get());
            if (message instanceof Json.Items) continue;
            isAnswered |= Rules.streamed(request, message);
            if (isQuestion(message) && !next.oneIn(3)) answer(message);
        }
        return false;
    }

    private static boolean isQuestion(Json message) {
        return message.at("method").isPresent() && message.at("id").isPresent();
    }

    private void answer(Json question) throws IOException {
        var session = request.header("Mcp-Session-Id");
        var version = request.header("MCP-Protocol-Version").orElse("2025-11-25");
        var right = new Handshake(version)
                .answer(question.at("id").orElseThrow().written(), Replies.result(question.text("method")));
        var answer = right.without("Mcp-Session-Id");
        sender.send(
                next.next(session.map(id -> answer.and("Mcp-Session-Id", id)).orElse(answer)));
    }
}
