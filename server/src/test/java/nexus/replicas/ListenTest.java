package nexus.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nexus.testing.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Streams that stay open until their replica stops.
@ExtendWith(SharedFleet.class)
class ListenTest {
    private static final int STREAMS = 5;
    private static final Json WISHES = Json.parse("{\"notifications\":{\"toolsListChanged\":true}}");

    private final Fleet fleet;

    ListenTest(Fleet fleet) {
        this.fleet = fleet;
    }

    @Test
    void everyReplicaAcknowledgesAndEndsEachWithItsResultWhenItStops() throws IOException, InterruptedException {
        var client = Client.stateless(fleet.alice(), Client.CANNOT_ASK);
        var open = new ArrayList<Exchange>();
        for (int i = 0; i < Fleet.SIZE * STREAMS; i++)
            open.add(client.ask(fleet.port(i), "subscriptions/listen", WISHES));
        for (var stream : open) {
            var first = stream.next().orElseThrow();
            assertEquals(
                    Optional.of("notifications/subscriptions/acknowledged"), first.text("method"), first.written());
        }
        stopAll();
        for (var stream : open) expectEnd(stream);
    }

    private static void expectEnd(Exchange stream) throws IOException {
        try (stream) {
            var last = stream.next().orElseThrow();
            assertEquals(Optional.of("complete"), last.text("result", "resultType"), last.written());
            assertEquals("1", last.at("id").orElseThrow().written());
            assertTrue(stream.next().isEmpty());
        }
    }

    @Test
    void theStreamsOfSessionsEndWhenTheirReplicasStop() throws IOException, InterruptedException {
        var client = Client.greeted(fleet.port(0), fleet.alice(), Client.CANNOT_ASK);
        var other = Client.greeted(fleet.port(1), fleet.alice(), Client.CANNOT_ASK);
        var open = List.of(client.stream(fleet.port(0)), other.stream(fleet.port(2)));
        for (var stream : open) assertEquals(200, stream.status());
        stopAll();
        for (var stream : open) {
            try (stream) {
                assertTrue(stream.next().isEmpty());
            }
        }
    }

    private void stopAll() throws IOException, InterruptedException {
        try {
            for (int i = 0; i < Fleet.SIZE; i++) fleet.at(i).signal("TERM");
            for (int i = 0; i < Fleet.SIZE; i++) assertEquals(0, fleet.at(i).exitCode());
        } finally {
            for (int i = 0; i < Fleet.SIZE; i++) fleet.start(i);
        }
    }
}
