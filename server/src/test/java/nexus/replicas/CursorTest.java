package nexus.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Seal;
import nexus.mcp.fleet.Use;
import nexus.testing.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A cursor is good for one caller and one query, at whichever replica, for an hour.
@ExtendWith(SharedFleet.class)
class CursorTest {
    private static final Pattern NEXT = Pattern.compile("nextCursor\\\\?\":\\\\?\"([A-Za-z0-9_-]+)");
    private static final String PIPELINE = ",\"pipeline\":[{\"$documents\":[{\"n\":1}]}]";

    private final Fleet fleet;
    private final Client alice;

    CursorTest(Fleet fleet) {
        this.fleet = fleet;
        alice = Client.stateless(fleet.alice(), Client.CANNOT_ASK);
        fleet.fill("pages", 5);
    }

    private String find(Client client, int replica, String more) throws IOException {
        return call(client, replica, "find", ",\"sort\":{\"n\":1}" + more);
    }

    private String call(Client client, int replica, String tool, String more) throws IOException {
        var arguments = "{\"database\":\"" + fleet.database() + "\",\"collection\":\"pages\"" + more + "}";
        return client.call(
                        fleet.port(replica), Json.parse("{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}"))
                .written();
    }

    private static String next(String response) {
        var found = NEXT.matcher(response);
        assertTrue(found.find(), response);
        return found.group(1);
    }

    private static String from(String cursor) {
        return ",\"limit\":2,\"cursor\":\"" + cursor + "\"";
    }

    private static List<String> numbers(String response) {
        return Pattern.compile("\"n\\\\?\":(\\d+)")
                .matcher(response)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static void assertRefused(String response) {
        assertTrue(response.contains("this cursor is not good for this call"), response);
        assertTrue(response.contains("or leave cursor out to begin again"), response);
    }

    @Test
    void isServedByAReplicaThatDidNotMakeIt() throws IOException {
        var first = find(alice, 0, ",\"limit\":2");
        assertEquals(List.of("0", "1"), numbers(first));
        var second = find(alice, 1, from(next(first)));
        assertEquals(List.of("2", "3"), numbers(second));
        assertEquals(List.of("4"), numbers(find(alice, 2, ",\"cursor\":\"" + next(second) + "\"")));
    }

    @Test
    void isRefusedToAnotherCaller() throws IOException {
        var cursor = next(find(alice, 0, ",\"limit\":2"));
        assertRefused(find(alice.as(fleet.bob()), 0, from(cursor)));
    }

    @Test
    void isRefusedForAnotherQueryOrTool() throws IOException {
        var cursor = next(find(alice, 0, ",\"limit\":2"));
        assertRefused(find(alice, 0, ",\"filter\":{\"n\":{\"$gt\":0}}" + from(cursor)));
        assertRefused(call(alice, 0, "find", ",\"sort\":{\"n\":-1}" + from(cursor)));
        assertRefused(call(alice, 0, "aggregate", PIPELINE + ",\"cursor\":\"" + cursor + "\""));
    }

    @Test
    void isRefusedWhenItIsMadeUpOrChanged() throws IOException {
        var cursor = next(find(alice, 0, ",\"limit\":2"));
        assertRefused(find(alice, 0, from("abc")));
        assertRefused(find(
                alice,
                0,
                from(cursor.substring(0, 40) + (cursor.charAt(40) == 'A' ? 'B' : 'A') + cursor.substring(41))));
    }

    @Test
    void isRefusedWhenItIsOld() throws IOException {
        var cursor = next(find(alice, 0, ",\"limit\":2"));
        assertRefused(find(
                alice,
                0,
                from(again(cursor, claims -> claims.expiringAt(Instant.now().minusSeconds(2))))));
        assertEquals(List.of("2", "3"), numbers(find(alice, 0, from(again(cursor, claims -> claims)))));
    }

    private static String again(String cursor, UnaryOperator<Claims> change) {
        var seal = new Seal(List.of(new byte[Seal.KEY_BYTES]));
        var claims = Claims.open(seal, Use.PAGE, cursor).orElseThrow();
        return change.apply(claims).seal(seal, Use.PAGE);
    }

    @Test
    void isRefusedTogetherWithSkip() throws IOException {
        var cursor = next(find(alice, 0, ",\"limit\":2"));
        var response = find(alice, 0, ",\"skip\":2" + from(cursor));
        assertTrue(response.contains("leave out skip"), response);
    }
}
