package nexus.fuzz;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import nexus.testing.EventReader;
import nexus.testing.Json;
import nexus.testing.RawAnswer;
import nexus.testing.RawHttp;

/// One client: plays cases one after another, on one connection for as long as that lasts.
final class Player implements AutoCloseable {
    private static final int MOST_BODY = 65_536;
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MOST_ROUNDS = 3;

    private final int port;
    private final Live live;
    private final Tally tally;
    private final Link link;

    Player(int port, Live live, Tally tally) {
        this.port = port;
        this.live = live;
        this.tally = tally;
        this.link = new Link(port);
    }

    /// Plays one case to its end.
    ///
    /// @throws AssertionError if an answer breaks a rule
    void play(Case next) throws IOException {
        var request = live.fill(next.request());
        try {
            if (next.oneIn(40)) vanish(request);
            else converse(request, next);
        } catch (AssertionError | IOException | RuntimeException e) {
            link.drop();
            throw new AssertionError(next + ": " + e + "\n--- sent\n" + request, e);
        }
    }

    private void vanish(Request request) throws IOException {
        tally.count("vanished");
        link.sendAndVanish(request);
    }

    /// Goes on for as long as the server asks back.
    private void converse(Request first, Case next) throws IOException {
        var request = Optional.of(first);
        for (int round = 0; round < MOST_ROUNDS && request.isPresent(); round++) {
            if (!request.get().isPlain(MOST_BODY)) {
                playRough(request.get());
                return;
            }
            request = exchange(request.get(), next).flatMap(Replies::to).map(next::next);
        }
    }

    /// HTTP that is broken itself: there may be any number of answers, and each must be a good one.
    private void playRough(Request request) throws IOException {
        try (var http = RawHttp.open(port)) {
            http.patience(SHORT);
            http.send(request.bytes());
            http.endOutput();
            var answer = http.answer(!request.verb().equals("HEAD"));
            while (answer.isPresent() && !answer.get().isStream()) {
                roughly(request, answer.get());
                answer = http.answer(true);
            }
        } catch (SocketTimeoutException e) {
            tally.count("silent");
        } catch (SocketException e) {
            tally.count("reset");
        }
    }

    /// What follows the first answer need not answer what was meant, so only its form is looked at.
    private void roughly(Request request, RawAnswer answer) throws IOException {
        tally.count("rough " + answer.status());
        var body = answer.whole();
        Rules.head(request, answer);
        if (body.length > 0
                && answer.header("Content-Type")
                        .filter("application/json"::equals)
                        .isPresent()) {
            var _ = Json.parse(body);
        }
    }

    /// @return what was asked back
    private Optional<Replies.Asked> exchange(Request request, Case next) throws IOException {
        var answered = link.ask(request);
        Rules.require(answered.isPresent() || mayBeCancelled(request), "the connection was closed without an answer");
        if (answered.isEmpty()) {
            link.drop();
            return Optional.empty();
        }
        var answer = answered.get();
        tally.count(Integer.toString(answer.status()));
        Rules.head(request, answer);
        if (answer.status() == 404 || request.verb().equals("DELETE")) live.forget(request);
        if (answer.isStream()) {
            listen(request, answer, next);
            return Optional.empty();
        }
        return finish(request, answer);
    }

    /// Clients use the same sessions, and some cancel what is numbered 7.
    static boolean mayBeCancelled(Request request) {
        return request.header("Mcp-Session-Id").isPresent();
    }

    private Optional<Replies.Asked> finish(Request request, RawAnswer answer) throws IOException {
        var body = answer.whole();
        if (answer.isLast()) link.drop();
        Rules.body(request, answer, body);
        var isJson =
                answer.header("Content-Type").filter("application/json"::equals).isPresent();
        if (!isJson || body.length == 0) return Optional.empty();
        var json = Json.parse(body);
        json.at("error", "code").ifPresent(code -> tally.count(code.written()));
        return Optional.of(new Replies.Asked(request, json));
    }

    /// Reads a stream to its end, or leaves it in the middle.
    private void listen(Request request, RawAnswer answer, Case next) throws IOException {
        link.patience(next.patience());
        if (isReadToItsEnd(request, answer, next)) {
            tally.count("streams read");
            if (answer.isLast()) link.drop();
            else link.patience(LONG);
        } else {
            tally.count("streams left");
            if (next.oneIn(2)) link.drop();
            else link.cut();
        }
    }

    private boolean isReadToItsEnd(Request request, RawAnswer answer, Case next) throws IOException {
        try {
            return new Listening(request, next, this::answer).read(new EventReader(answer.body()));
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /// Answers a question on a connection of its own.
    private void answer(Request request) throws IOException {
        tally.count("questions answered");
        if (!request.isPlain(MOST_BODY)) {
            playRough(request);
            return;
        }
        try (var other = new Link(port)) {
            var answer = other.ask(request).orElseThrow(() -> new AssertionError("the answer was not acknowledged"));
            Rules.head(request, answer);
            if (!answer.isStream()) Rules.body(request, answer, answer.whole());
        }
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
