package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nexus.config.Secret;
import nexus.testing.Eventually;
import nexus.testing.GatePeer;
import nexus.testing.MongoPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How long an operation waits, and for what.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PatienceTest {
    private static final Duration FOR_A_SERVER = Duration.ofMillis(300);
    private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static Settings settings(String uri) {
        return new Settings(
                new Secret(uri),
                Optional.empty(),
                Tls.USUAL,
                new Settings.Pace(LONG, FOR_A_SERVER, LONG, Duration.ofMinutes(5)),
                2,
                new Limits(100, 1 << 20, FOR_AN_ANSWER));
    }

    private static Connection open(String uri) {
        return Connection.open("main", settings(uri), Way.DIRECT, Events.NONE);
    }

    private static Answer count(Connection connection) {
        return connection.reader().count(new Count("shop", "orders", ""));
    }

    /// A busy machine opens sockets slowly: that is no reason to fail.
    @Test
    void waitsLongerForASocketThanForAServer() throws Exception {
        try (var mongo = MongoPeer.inProcess();
                var gate = GatePeer.to(mongo.uri());
                var connection = open(gate.uri())) {
            Eventually.holds("the server is known", connection::isUsable);
            gate.hold();
            var begin = Instant.now();
            var answer = CompletableFuture.supplyAsync(() -> count(connection));
            Eventually.holds(
                    "the call waits for its socket", () -> connection.pool().waiting() == 1);
            Eventually.holds(
                    "longer than for a server", () -> Instant.now().isAfter(begin.plus(FOR_A_SERVER.multipliedBy(3))));
            gate.release();
            assertInstanceOf(Answer.Count.class, answer.get());
        }
    }

    @Test
    void tellsThatThereIsNoServerBeforeTheAnswerIsDue() throws IOException {
        try (var mongo = MongoPeer.inProcess();
                var gate = GatePeer.to(mongo.uri())) {
            gate.hold();
            try (var connection = open(gate.uri())) {
                var failed = assertInstanceOf(Answer.Failed.class, count(connection));
                assertTrue(failed.reason().contains("no server could be reached in time"), failed.reason());
            }
        }
    }
}
