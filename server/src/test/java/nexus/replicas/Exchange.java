package nexus.replicas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import nexus.testing.EventReader;
import nexus.testing.Json;
import nexus.testing.RawAnswer;
import nexus.testing.RawHttp;

/// One request and what is answered, which may go on for long. Closing it goes away in the middle.
record Exchange(RawHttp http, RawAnswer answer, EventReader events) implements AutoCloseable {
    /// @param head without `Content-Length`
    static Exchange begin(int port, String head, String body) throws IOException {
        var http = RawHttp.open(port);
        var answer = http.ask(head, body.getBytes(UTF_8));
        return new Exchange(http, answer, new EventReader(answer.body()));
    }

    int status() {
        return answer.status();
    }

    Optional<String> header(String name) {
        return answer.header(name);
    }

    /// The next message of the stream; nothing at its end.
    Optional<Json> next() throws IOException {
        return events.next().map(Json::parse);
    }

    /// The response, whether it comes alone or as the last message of a stream.
    Json response() throws IOException {
        if (!answer.isStream()) return answer.json();
        while (true) {
            var message = next().orElseThrow(() -> new IOException("the stream ended without a response"));
            if (message.at("method").isEmpty()) return message;
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
