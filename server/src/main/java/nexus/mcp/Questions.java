package nexus.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Question;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.fleet.Replica;
import nexus.mcp.fleet.Use;
import nexus.mcp.json.JsonText;

/// Questions to legacy clients: a request on the event stream of the call, answered by a POST of its own. The id of a
/// question names the replica that waits, so the answer finds it wherever it arrives.
final class Questions {
    /// How long a person may think.
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String NONE = "";
    private static final Duration PEER_PATIENCE = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final Map<String, BlockingQueue<String>> waiting = new ConcurrentHashMap<>();
    private volatile boolean hasEnded;

    Questions(Fleet fleet) {
        this.fleet = fleet;
    }

    /// Asks and waits.
    ///
    /// @return the response message as it was sent; nothing where nobody answered
    Optional<String> ask(Question question, Exchange exchange) throws InterruptedException {
        var number = UUID.randomUUID().toString();
        var answer = new ArrayBlockingQueue<String>(1);
        waiting.put(number, answer);
        try {
            if (hasEnded) return Optional.empty();
            exchange.send(request(number, question, exchange.caller()));
            return Optional.ofNullable(answer.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .filter(given -> !given.equals(NONE));
        } finally {
            waiting.remove(number);
        }
    }

    /// Gives all up: no answer reaches a server that stops listening.
    void end() {
        hasEnded = true;
        waiting.values().forEach(answer -> answer.offer(NONE));
    }

    private byte[] request(String number, Question question, Caller caller) {
        var id = fleet.self()
                .own(Claims.of("jti", number, "sub", caller.name()))
                .expiringIn(PATIENCE)
                .seal(fleet.seal(), Use.QUESTION);
        return new JsonText(512)
                .raw("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"")
                .raw(question.kind().method())
                .raw("\",\"params\":")
                .raw(question.params())
                .raw("}")
                .bytes();
    }

    /// Hands an answer to the call that waits for it, here or at another replica.
    ///
    /// @return whether one did
    boolean deliver(Message.Response response, Caller caller) {
        var json = response.whole().json();
        var claims = response.id()
                .flatMap(id -> Claims.open(fleet.seal(), Use.QUESTION, id.text()))
                .filter(found -> found.says("sub", caller.name()));
        if (claims.isEmpty()) return false;
        var owner = Replica.in(claims.get());
        var number = claims.get().get("jti");
        if (owner.equals(fleet.self())) return take(number, json);
        return fleet.ask(owner, Errand.ANSWER.of(number, "json", json), PEER_PATIENCE)
                .filter(answer -> answer.says("ok", "true"))
                .isPresent();
    }

    /// Hands an answer to a call of this replica.
    boolean take(String number, String json) {
        var answer = waiting.remove(number);
        return answer != null && answer.offer(json);
    }
}
