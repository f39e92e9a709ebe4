package nexus.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nexus.testing.Json;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A confirmation is good for one caller, one call and one execution, whichever replicas see it.
@ExtendWith(SharedFleet.class)
class ConfirmationTest {
    private static final int ATTEMPTS = 12;

    private final Fleet fleet;

    ConfirmationTest(Fleet fleet) {
        this.fleet = fleet;
    }

    @ParameterizedTest
    @EnumSource
    void executesNothingWithoutIt(Consent way) throws IOException {
        var before = fleet.counted();
        var response = way.client(fleet.alice()).call(fleet.port(0), Consent.call(1));
        assertTrue(way.isAsked(response), response.written());
        assertEquals(before, fleet.counted());
    }

    @ParameterizedTest
    @EnumSource
    void isAcceptedByAReplicaThatDidNotAsk(Consent way) throws IOException {
        int before = fleet.counted().size();
        var client = way.client(fleet.alice());
        var response = client.call(fleet.port(1), way.ask(client, fleet.port(0), 2));
        assertTrue(Consent.isExecuted(response), response.written());
        assertEquals(List.of("alice 2"), fleet.counted().subList(before, before + 1));
    }

    @ParameterizedTest
    @EnumSource
    void executesOnceWhenTwoReplicasAreGivenItAtTheSameTime(Consent way)
            throws IOException, InterruptedException, ExecutionException {
        int before = fleet.counted().size();
        var client = way.client(fleet.alice());
        for (int i = 0; i < ATTEMPTS; i++) {
            var params = way.ask(client, fleet.port(i), 1);
            var responses = atOnce(client, List.of(fleet.port(i + 1), fleet.port(i + 2), fleet.port(i)), params);
            assertEquals(1, responses.stream().filter(Consent::isExecuted).count(), responses.toString());
            assertEquals(before + i + 1, fleet.counted().size());
        }
    }

    private static List<Json> atOnce(Client client, List<Integer> ports, Json params)
            throws InterruptedException, ExecutionException {
        var start = new CyclicBarrier(ports.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = ports.stream()
                    .map(port -> threads.submit(() -> {
                        start.await();
                        return client.call(port, params);
                    }))
                    .toList();
            for (var call : calls) {
                var _ = call.get();
            }
            return calls.stream().map(Future::resultNow).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void executesNothingAndAsksAgainWhileTheReplicaThatAskedIsGone(Consent way)
            throws IOException, InterruptedException {
        int before = fleet.counted().size();
        var client = way.client(fleet.alice());
        var params = way.ask(client, fleet.port(0), 3);
        fleet.at(0).kill();
        var response = client.call(fleet.port(1), params);
        fleet.start(0);
        assertTrue(way.isAsked(response), response.written());
        assertEquals(before, fleet.counted().size());
        var again = client.call(fleet.port(2), way.with(Consent.call(3), response));
        assertTrue(Consent.isExecuted(again), again.written());
        assertEquals(before + 1, fleet.counted().size());
    }

    @ParameterizedTest
    @EnumSource
    void executesNothingAndAsksAgainAfterTheReplicaThatAskedWasRestarted(Consent way)
            throws IOException, InterruptedException {
        int before = fleet.counted().size();
        var client = way.client(fleet.alice());
        var params = way.ask(client, fleet.port(0), 4);
        fleet.at(0).kill();
        fleet.start(0);
        for (int i = 0; i < Fleet.SIZE; i++) {
            var response = client.call(fleet.port(i), params);
            assertTrue(way.isAsked(response), response.written());
        }
        assertEquals(before, fleet.counted().size());
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedForOtherArguments(Consent way) throws IOException {
        int before = fleet.counted().size();
        var client = way.client(fleet.alice());
        var params = way.ask(client, fleet.port(0), 5);
        var other = Json.parse(params.written().replace("\"by\":5", "\"by\":6"));
        for (int i = 0; i < Fleet.SIZE; i++) assertFalse(Consent.isExecuted(client.call(fleet.port(i), other)));
        assertEquals(before, fleet.counted().size());
        assertTrue(Consent.isExecuted(client.call(fleet.port(1), params)), "it is still good for its own call");
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedForAnotherCaller(Consent way) throws IOException {
        int before = fleet.counted().size();
        var client = way.client(fleet.alice());
        var params = way.ask(client, fleet.port(0), 7);
        var bob = client.as(fleet.bob());
        for (int i = 0; i < Fleet.SIZE; i++) assertFalse(Consent.isExecuted(bob.call(fleet.port(i), params)));
        assertEquals(before, fleet.counted().size());
        assertTrue(Consent.isExecuted(client.call(fleet.port(1), params)), "it is still good for its own caller");
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedTheSecondTime(Consent way) throws IOException {
        int before = fleet.counted().size();
        var client = way.client(fleet.alice());
        var params = way.ask(client, fleet.port(2), 8);
        assertTrue(Consent.isExecuted(client.call(fleet.port(0), params)));
        for (int i = 0; i < Fleet.SIZE; i++) assertFalse(Consent.isExecuted(client.call(fleet.port(i), params)));
        assertEquals(before + 1, fleet.counted().size());
    }
}
