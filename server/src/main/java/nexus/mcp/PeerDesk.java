package nexus.mcp;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.catalog.Right;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.fleet.Replica;
import nexus.mcp.fleet.Use;

/// Does what only the replica can do that remembers, for itself and for the others.
final class PeerDesk {
    /// How long another replica waits here for what comes for its stream.
    static final Duration POLL = Duration.ofSeconds(20);

    /// The answer for a session, or a stream, that has ended.
    static final Claims GONE = Claims.of("gone", "true");

    private final Fleet fleet;
    private final Questions questions;
    private final Consents consents;
    private final Sessions sessions;

    PeerDesk(Fleet fleet, Questions questions, Consents consents, Sessions sessions) {
        this.fleet = fleet;
        this.questions = questions;
        this.consents = consents;
        this.sessions = sessions;
    }

    /// Answers another replica.
    ///
    /// @return nothing where the message is not genuine, or is for this replica before it was restarted
    Optional<String> answer(String message) throws InterruptedException {
        var question = Claims.open(fleet.seal(), Use.PEER, message)
                .filter(claims -> Replica.in(claims).equals(fleet.self()));
        if (question.isEmpty()) return Optional.empty();
        var answer = Fleet.answer(question.get(), perform(question.get()));
        return Optional.of(answer.seal(fleet.seal(), Use.PEER_ANSWER));
    }

    /// Runs one errand here.
    Claims perform(Claims question) throws InterruptedException {
        var errand = Errand.in(question);
        if (errand.isEmpty()) return ok(false);
        var number = question.get("jti");
        if (errand.get().needsLiveSession() && sessions.hasEnded(number)) return GONE;
        return switch (errand.get()) {
            case SPEND -> Claims.of("spent", consents.spendHere(number).name());
            case ANSWER -> ok(questions.take(number, question.get("json")));
            case SUBSCRIBE -> ok(subscribe(number, question));
            case UNSUBSCRIBE -> done(() -> sessions.unsubscribe(number, question.get("value")));
            case SET_LEVEL -> done(() -> setLevel(number, question.get("value")));
            case LEVEL -> Claims.of("level", sessions.level(number).word());
            case STREAM -> Claims.of("stream", sessions.stream(number).number());
            case TAKE -> take(number, question.get("stream"));
            case END -> done(() -> sessions.end(number));
            case ALIVE -> ok(!sessions.hasEnded(number));
        };
    }

    private boolean subscribe(String number, Claims question) {
        var caller = Passed.in(question);
        return caller.may(Right.READ) && sessions.subscribe(number, question.get("value"), caller);
    }

    private void setLevel(String number, String word) {
        LogLevel.of(word).ifPresent(level -> sessions.level(number, level));
    }

    private Claims take(String number, String stream) throws InterruptedException {
        return sessions.take(number, stream, POLL).map(PeerDesk::messages).orElse(GONE);
    }

    private static Claims done(Runnable work) {
        work.run();
        return ok(true);
    }

    private static Claims ok(boolean isOk) {
        return Claims.of("ok", Boolean.toString(isOk));
    }

    private static Claims messages(List<String> messages) {
        var numbered = new HashMap<String, String>();
        for (int i = 0; i < messages.size(); i++) numbered.put(Integer.toString(i), messages.get(i));
        return new Claims(numbered);
    }

    /// The messages of an answer to `take`, in their order.
    static List<String> messages(Claims answer) {
        return IntStream.range(0, answer.values().size())
                .mapToObj(i -> answer.get(Integer.toString(i)))
                .toList();
    }
}
