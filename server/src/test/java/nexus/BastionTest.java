package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.InnerBastion;
import nexus.testing.MongoProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole server before a database that only a bastion can reach.
class BastionTest {
    private static final Map<String, String> CALLS = Map.of(
            "list-databases", "{}",
            "list-collections", "{\"database\":\"shop\"}",
            "find", "{\"database\":\"shop\",\"collection\":\"orders\",\"limit\":2}",
            "aggregate", "{\"database\":\"shop\",\"collection\":\"orders\",\"pipeline\":[{\"$limit\":3}]}",
            "count", "{\"database\":\"shop\",\"collection\":\"orders\"}");

    private MongoProcess mongo;
    private InnerBastion bastion;

    @BeforeEach
    void start() throws IOException {
        mongo = MongoProcess.start();
        bastion = InnerBastion.into(mongo);
    }

    @AfterEach
    void stop() {
        if (bastion != null) bastion.close();
        if (mongo != null) mongo.close();
    }

    private Map<String, String> variables() {
        var variables = new HashMap<>(bastion.variables());
        variables.put("MONGO_URI", mongo.uri());
        return variables;
    }

    private static void callsWork(NexusPeer nexus) {
        CALLS.keySet().forEach(tool -> callWorks(nexus, tool));
    }

    private static void callWorks(NexusPeer nexus, String tool) {
        var body = nexus.call(tool, CALLS.get(tool)).body();
        assertTrue(body.contains("\"content\"") && !body.contains("isError"), tool + ": " + body);
    }

    @Test
    void nothingButTheBastionReachesTheDatabase() {
        var address = URI.create(mongo.uri());
        var reached = true;
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            reached = true;
        } catch (IOException e) {
            reached = false;
        }
        assertFalse(reached);
    }

    @Test
    void everyToolWorksThroughTheTunnel() throws InterruptedException {
        try (var nexus = NexusPeer.start(variables())) {
            callsWork(nexus);
            var health = Http.get(nexus.base() + "/health");
            assertEquals(200, health.statusCode());
            assertTrue(
                    health.body().contains("\"sshTunnel\":{\"status\":\"healthy\",\"state\":\"UP\"}"), health.body());
            var metrics = Http.get(nexus.ops() + "/metrics").body();
            for (var series : List.of(
                    "nexus_tunnel_up",
                    "nexus_tunnel_reconnects_total",
                    "nexus_tunnel_rtt_seconds",
                    "nexus_tunnel_channels",
                    "nexus_tunnel_bytes_total")) {
                assertTrue(metrics.lines().anyMatch(line -> line.startsWith(series + "{")), series);
            }
            assertTrue(
                    metrics.lines().anyMatch(line -> line.startsWith("nexus_tunnel_up{") && line.endsWith(" 1.0")),
                    metrics);
        }
    }

    @Test
    void theNextCallWorksAfterTheSessionWasKilled() throws InterruptedException {
        try (var nexus = NexusPeer.start(variables())) {
            for (var first : CALLS.keySet()) {
                callsWork(nexus);
                bastion.killSessions();
                callWorks(nexus, first);
            }
            assertEquals(1, bastion.sessions());
        }
    }

    @Test
    void aCallIsToldAtOnceThatOnlyTheOperatorCanMendTheWay() throws Exception {
        try (var nexus = NexusPeer.start(variables())) {
            callsWork(nexus);
            bastion.makeKey("impostor");
            bastion.pin("impostor");
            bastion.killSessions();
            Eventually.holds("it is told", () -> {
                var body = nexus.call("list-databases", "{}").body();
                return body.contains("cannot be reached until its operator acts") && body.contains("host key");
            });
        }
    }

    @Test
    void aWrongHostKeyIsNamedInOneLineAndNothingIsDialled() throws IOException {
        bastion.makeKey("impostor");
        bastion.pin("impostor");
        try (var nexus = NexusPeer.open(variables())) {
            Eventually.holds(
                    "the reason is known",
                    () -> Http.get(nexus.base() + "/ready").body().contains("host key"));
            var call = nexus.call("list-databases", "{}");
            assertEquals(503, call.statusCode());
            assertTrue(
                    call.body().contains("waiting for the SSH tunnel")
                            && call.body().contains("SHA256:"),
                    call.body());
            assertEquals(200, Http.get(nexus.ops() + "/live").statusCode());
            assertEquals(503, Http.get(nexus.base() + "/health").statusCode());
        }
    }
}
