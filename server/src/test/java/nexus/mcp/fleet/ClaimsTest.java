package nexus.mcp.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tokens say.
class ClaimsTest {
    private final Seal seal = Seal.random();

    private Optional<Claims> carried(Claims claims) {
        return Claims.open(seal, Use.SESSION, claims.seal(seal, Use.SESSION));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "plain", "\"quoted\\\"", "line\nbreak\u0000", "äöü 🌍", "{\"a\":1}", "17", "null"})
    void areReadAsTheyWereMade(String text) {
        var claims = Claims.of("name", text, text, "value");
        assertEquals(Optional.of(claims), carried(claims));
    }

    @Test
    void mayBeNone() {
        assertEquals(Optional.of(Claims.of()), carried(Claims.of()));
    }

    @Test
    void sayNothingOfWhatIsNotThere() {
        assertEquals("", Claims.of("a", "1").get("b"));
        assertFalse(Claims.of("a", "1").says("b", "1"));
        assertTrue(Claims.of("a", "1").says("a", "1"));
    }

    @Test
    void areAddedToWithoutChange() {
        var first = Claims.of("a", "1");
        assertEquals(Map.of("a", "2", "b", "3"), first.with("a", "2", "b", "3").values());
        assertEquals(Map.of("a", "1"), first.values());
    }

    @Test
    void areGoodUntilTheyExpire() {
        var claims = Claims.of("a", "1");
        assertTrue(carried(claims).isPresent());
        assertTrue(carried(claims.expiringIn(Duration.ofMinutes(1))).isPresent());
        assertTrue(carried(claims.expiringIn(Duration.ofSeconds(-2))).isEmpty());
    }

    @Test
    void areReadForTheirUseOnly() {
        assertTrue(Claims.open(seal, Use.STATE, Claims.of("a", "1").seal(seal, Use.SESSION))
                .isEmpty());
    }

    @Test
    void areNotMadeOfAnythingElse() {
        assertThrows(IllegalStateException.class, () -> Claims.parse("[]".getBytes(UTF_8)));
    }

    @Test
    void nameTheReplicaThatRemembers() {
        var replica = Replica.starting("10.0.0.1:9090");
        assertEquals(replica, Replica.in(replica.own(Claims.of("a", "1"))));
        assertFalse(Replica.starting("10.0.0.1:9090").equals(replica), "a restarted one is another");
    }
}
