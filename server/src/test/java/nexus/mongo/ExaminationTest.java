package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nexus.config.Sources;
import nexus.config.Step;
import nexus.config.Trial;
import nexus.testing.WirePeer;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The steps of the connection doctor before scripted servers.
class ExaminationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Stands for nothing, and no name service is asked: it is neither an address nor a name.
    private static final String NOWHERE = "[::g]";

    private static final String STATUS = """
            {"ok": 1, "authInfo": {
              "authenticatedUsers": [{"user": "reader", "db": "admin"}],
              "authenticatedUserRoles": [{"role": "%s", "db": "%s"}],
              "authenticatedUserPrivileges": [
                {"resource": {"db": "shop", "collection": ""}, "actions": [%s]},
                {"resource": {"db": "shop", "collection": "system.js"}, "actions": ["insert", "find"]},
                {"resource": {"cluster": true}, "actions": ["serverStatus"]}]}}""";

    private final List<Step> steps = new ArrayList<>();

    private void examine(String uri) {
        var settings =
                Sources.open(Map.of("nexus.uri", uri), Map.of(), Map.of()).read(Settings::read);
        Examination.run(settings, Way.DIRECT, _ -> Optional.empty(), PATIENCE, new Trial(steps::add));
    }

    private Step step(String name) {
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void assertStep(Step.Outcome outcome, String name, String... parts) {
        assertEquals(outcome, step(name).outcome(), steps.toString());
        for (var part : parts)
            assertTrue(step(name).text().contains(part), step(name).text() + "\nhas no " + part);
    }

    private static UnaryOperator<BsonDocument> answering(String status) {
        return command -> switch (command.getFirstKey()) {
            case "connectionStatus" -> BsonDocument.parse(status);
            case "buildInfo" -> BsonDocument.parse("{\"ok\": 1, \"version\": \"8.0.4\"}");
            case "saslStart", "saslContinue" -> WirePeer.failure(18, "AuthenticationFailed");
            default -> WirePeer.failure(13, "Unauthorized");
        };
    }

    @ParameterizedTest(name = "{0}@{1} with {2} is {3}")
    @CsvSource({
        "read, shop, '\"find\"', OK, 'read@shop; find on shop; writes: none'",
        "readWrite, shop, '\"find\", \"insert\"', WARNING, 'find on shop; writes: shop: Nexus only reads'",
        "root, admin, '\"anyAction\"', WARNING, the user rules the server",
        "clusterMonitor, admin, '\"collStats\"', FAILED, the user can read nothing"
    })
    void saysWhatTheUserMayDo(String role, String database, String actions, Step.Outcome outcome, String part)
            throws IOException {
        try (var peer = WirePeer.replicaSet(answering(STATUS.formatted(role, database, actions)))) {
            examine(peer.uri() + "?replicaSet=peers");
        }
        assertStep(Step.Outcome.OK, "MongoDB hello", "MongoDB 7.0, replica set peers, primary 127.0.0.1:");
        assertStep(Step.Outcome.OK, "members", " primary");
        assertStep(outcome, "rights", part);
    }

    @Test
    void saysThatTheServerWantsAUser() throws IOException {
        try (var peer = WirePeer.standalone(answering("{\"ok\": 1, \"authInfo\": {}}"))) {
            examine(peer.uri());
        }
        assertStep(Step.Outcome.OK, "authentication", "the uri names no user");
        assertStep(Step.Outcome.FAILED, "rights", "the server wants a user");
    }

    @Test
    void saysThatThePasswordIsWrong() throws IOException {
        try (var peer = WirePeer.standalone(answering(""))) {
            examine(peer.uri().replace("//", "//reader:tiger@") + "?authMechanism=PLAIN");
        }
        assertStep(Step.Outcome.FAILED, "authentication", "does not accept the user reader", "authSource");
        assertStep(Step.Outcome.SKIPPED, "rights");
        assertTrue(steps.stream().noneMatch(step -> step.text().contains("tiger")), steps.toString());
    }

    @Test
    void saysThatTheReplicaSetHasAnotherName() throws IOException {
        try (var peer = WirePeer.replicaSet(answering(""))) {
            examine(peer.uri() + "?replicaSet=rs9");
        }
        assertStep(Step.Outcome.FAILED, "MongoDB hello", "belongs to replica set peers: correct replicaSet=rs9");
        assertStep(Step.Outcome.SKIPPED, "authentication");
    }

    @Test
    void saysThatTheServerWantsTls() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnWords(server));
            examine("mongodb://127.0.0.1:" + server.getLocalPort() + "/");
            assertStep(Step.Outcome.OK, "TCP");
            assertStep(Step.Outcome.FAILED, "MongoDB hello", "it wants TLS (add tls=true to the uri)");
        }
    }

    @Test
    void saysThatTheServerDoesNotOfferTls() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnWords(server));
            examine("mongodb://127.0.0.1:" + server.getLocalPort() + "/?tls=true");
            assertStep(Step.Outcome.FAILED, "MongoDB hello", "take tls=true out of the uri");
        }
    }

    private static void hangUpOnWords(ServerSocket server) {
        try {
            while (true) {
                try (var socket = server.accept()) {
                    var _ = socket.getInputStream().read(new byte[4096]);
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void dialsWhatThereIsWithoutATunnel() throws IOException {
        examine("mongodb://" + NOWHERE + ":27017/");
        assertStep(Step.Outcome.FAILED, "name", "::g does not resolve here");
        assertStep(Step.Outcome.SKIPPED, "TCP");
        steps.clear();
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        examine("mongodb://127.0.0.1:" + port + "/");
        assertStep(Step.Outcome.FAILED, "TCP", "127.0.0.1:" + port + ": it refuses connections");
        assertStep(Step.Outcome.SKIPPED, "rights");
    }

    @Test
    void namesTheMembersThatCannotBeReached() throws IOException {
        try (var peer =
                WirePeer.replicaSet(answering(STATUS.formatted("read", "shop", "\"find\"")), NOWHERE + ":27017")) {
            examine(peer.uri() + "?replicaSet=peers");
        }
        assertStep(Step.Outcome.FAILED, "members", " primary; ::g:27017: its name does not resolve here");
        assertStep(Step.Outcome.OK, "rights");
    }
}
