package nexus.mcp.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How one replica asks another.
class FleetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Replica HERE = Replica.starting("10.0.0.1:9090");
    private static final Replica THERE = Replica.starting("10.0.0.2:9090");

    private final Seal seal = Seal.random();

    private String answer(String message, String said) {
        var question = Claims.open(seal, Use.PEER, message).orElseThrow();
        return Fleet.answer(question, Claims.of("said", said)).seal(seal, Use.PEER_ANSWER);
    }

    private Optional<Claims> ask(Peers peers, Replica owner) {
        return new Fleet(seal, HERE, peers).ask(owner, Claims.of("op", "spend"), PATIENCE);
    }

    @Test
    void sendsTheQuestionToTheOneItNamesAndReturnsWhatWasSaid() {
        var answer = ask(
                (address, message, patience) -> {
                    assertEquals(THERE.address(), address);
                    assertEquals(PATIENCE, patience);
                    var question = Claims.open(seal, Use.PEER, message).orElseThrow();
                    assertEquals(THERE, Replica.in(question));
                    assertTrue(question.says("op", "spend"));
                    return Optional.of(answer(message, "yes"));
                },
                THERE);
        assertEquals(Optional.of(Claims.of("said", "yes")), answer);
    }

    @Test
    void asksNobodyWhereTheOwnerIsItselfBeforeARestartOrHasNoAddress() {
        Peers nobody = (_, _, _) -> fail("somebody was asked");
        assertEquals(Optional.empty(), ask(nobody, Replica.starting(HERE.address())));
        assertEquals(Optional.empty(), ask(nobody, Replica.starting("")));
    }

    @Test
    void takesNoAnswerOfAStranger() {
        var foreign = Claims.of("said", "yes").seal(Seal.random(), Use.PEER_ANSWER);
        assertEquals(Optional.empty(), ask((_, _, _) -> Optional.of(foreign), THERE));
        assertEquals(Optional.empty(), ask((_, message, _) -> Optional.of(message), THERE));
        assertEquals(Optional.empty(), ask((_, _, _) -> Optional.empty(), THERE));
    }

    @Test
    void takesNoAnswerToAQuestionOfBefore() {
        var recorded = new ArrayList<String>();
        Peers honest = (_, message, _) -> {
            recorded.add(answer(message, "yes"));
            return Optional.of(recorded.getFirst());
        };
        assertTrue(ask(honest, THERE).isPresent());
        assertEquals(Optional.empty(), ask((_, _, _) -> Optional.of(recorded.getFirst()), THERE));
    }
}
