package nexus.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Json;
import nexus.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Clients of the handshake revisions have a session; none of the replicas has to be there for all of it.
@ExtendWith(SharedFleet.class)
class SessionTest {
    private static final Json NOTHING = Json.parse("{}");
    private static final Json ASK_NAME = Json.parse("{\"name\":\"ask-name\",\"arguments\":{}}");
    private static final String ANN = "{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}";

    private final Fleet fleet;

    SessionTest(Fleet fleet) {
        this.fleet = fleet;
    }

    @Test
    void outlivesTheReplicaThatBeganIt() throws IOException, InterruptedException {
        var client = Client.greeted(fleet.port(0), fleet.alice(), Client.CAN_ASK);
        fleet.at(0).kill();
        assertEquals(200, status(client, fleet.port(1)));
        fleet.start(0);
        for (int i = 0; i < Fleet.SIZE; i++) assertEquals(200, status(client, fleet.port(i)));
        assertTrue(greet(client, fleet.port(0), fleet.port(1)).contains("Ann"));
    }

    private static int status(Client client, int port) throws IOException {
        try (var exchange = client.ask(port, "tools/list", NOTHING)) {
            return exchange.status();
        }
    }

    @Test
    void isNotFoundByAReplicaWithOtherKeys() throws IOException {
        var client = Client.greeted(fleet.port(0), fleet.alice(), Client.CAN_ASK);
        try (var stranger = ServerProcess.start("nexus.ReplicaMain", fleet.withOtherKeys())) {
            assertEquals(404, status(client, stranger.port()));
            var anew = Client.greeted(stranger.port(), fleet.alice(), Client.CAN_ASK);
            assertEquals(200, status(anew, stranger.port()));
            assertEquals(404, status(anew, fleet.port(0)));
        }
    }

    @Test
    void isNotFoundForAnotherCaller() throws IOException {
        var client = Client.greeted(fleet.port(0), fleet.alice(), Client.CAN_ASK);
        for (int i = 0; i < Fleet.SIZE; i++) assertEquals(404, status(client.as(fleet.bob()), fleet.port(i)));
    }

    @Test
    void aQuestionIsAnsweredThroughAnyReplica() throws IOException {
        var client = Client.greeted(fleet.port(0), fleet.alice(), Client.CAN_ASK);
        for (int i = 0; i < Fleet.SIZE; i++) {
            for (int j = 0; j < Fleet.SIZE; j++)
                assertTrue(greet(client, fleet.port(i), fleet.port(j)).contains("Ann"));
        }
    }

    /// @param asked    the port of the replica that asks
    /// @param answered the port of the one that is answered
    private static String greet(Client client, int asked, int answered) throws IOException {
        try (var call = client.ask(asked, "tools/call", ASK_NAME)) {
            var question = call.next().orElseThrow();
            assertEquals("elicitation/create", question.text("method").orElseThrow());
            assertEquals(202, client.answer(answered, question, ANN));
            return Consent.text(call.response());
        }
    }

    @Test
    void aQuestionIsAnsweredOnceAndByItsOwnCallerOnly() throws IOException {
        var client = Client.greeted(fleet.port(0), fleet.alice(), Client.CAN_ASK);
        var bob = Client.greeted(fleet.port(0), fleet.bob(), Client.CAN_ASK);
        try (var call = client.ask(fleet.port(0), "tools/call", ASK_NAME)) {
            var question = call.next().orElseThrow();
            assertEquals(400, bob.answer(fleet.port(1), question, ANN.replace("Ann", "Bob")));
            assertEquals(202, client.answer(fleet.port(2), question, ANN));
            assertEquals(400, client.answer(fleet.port(1), question, ANN.replace("Ann", "Eve")));
            assertTrue(Consent.text(call.response()).contains("Ann"));
        }
    }

    @Test
    void aConfirmationOverTheStreamExecutesOnce() throws IOException {
        int before = fleet.counted().size();
        var client = Client.greeted(fleet.port(1), fleet.alice(), Client.CAN_ASK);
        try (var call = client.ask(fleet.port(0), "tools/call", Consent.call(9))) {
            var question = call.next().orElseThrow();
            var yes = "{\"action\":\"accept\",\"content\":{\"confirm\":true}}";
            assertEquals(202, client.answer(fleet.port(2), question, yes));
            assertEquals(400, client.answer(fleet.port(1), question, yes));
            assertTrue(Consent.isExecuted(call.response()));
        }
        assertEquals(before + 1, fleet.counted().size());
    }

    @Test
    void aQuestionThatNobodyAnswersLeavesNothingBehind() throws IOException {
        var client = Client.greeted(fleet.port(0), fleet.alice(), Client.CAN_ASK);
        Eventually.holds("nothing is at work", () -> active() == 0);
        int before = Threads.of(fleet.at(0).pid());
        for (int i = 0; i < 20; i++) {
            try (var call = client.ask(fleet.port(0), "tools/call", ASK_NAME)) {
                assertTrue(call.next().isPresent());
                assertTrue(active() > 0);
            }
        }
        Eventually.holds("no call is left", () -> active() == 0);
        Eventually.holds("no thread is left", () -> Threads.of(fleet.at(0).pid()) <= before + 3);
    }

    @Test
    void theCallOfAnOpenQuestionIsAnsweredWhenItsReplicaStops() throws IOException, InterruptedException {
        var client = Client.greeted(fleet.port(0), fleet.alice(), Client.CAN_ASK);
        try (var call = client.ask(fleet.port(0), "tools/call", ASK_NAME)) {
            assertTrue(call.next().isPresent());
            fleet.at(0).signal("TERM");
            assertEquals(
                    "true",
                    call.response().at("result", "isError").orElseThrow().written());
            assertEquals(0, fleet.at(0).exitCode());
        } finally {
            fleet.start(0);
        }
    }

    @Test
    void endsOnEveryReplica() throws IOException {
        var client = Client.greeted(fleet.port(0), fleet.alice(), Client.CAN_ASK);
        for (int i = 0; i < Fleet.SIZE; i++) assertEquals(200, status(client, fleet.port(i)));
        try (var stream = client.stream(fleet.port(1))) {
            assertEquals(200, stream.status());
            assertEquals(204, client.end(fleet.port(2)));
            assertTrue(stream.next().isEmpty(), "its stream ends, too");
        }
        for (int i = 0; i < Fleet.SIZE; i++) {
            int port = fleet.port(i);
            Eventually.holds("it is not found", () -> isGone(client, port));
        }
    }

    private static boolean isGone(Client client, int port) {
        try {
            return status(client, port) == 404;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aNewStreamTakesOverFromOneAtAnotherReplica() throws IOException {
        var client = Client.greeted(fleet.port(0), fleet.alice(), Client.CAN_ASK);
        try (var first = client.stream(fleet.port(1));
                var second = client.stream(fleet.port(2))) {
            assertEquals(200, second.status());
            assertTrue(first.next().isEmpty(), "the first ends");
        }
    }

    private int active() {
        return Http.get(fleet.at(0).ops() + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("mcp_active_connections"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
