package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import nexus.testing.Eventually;
import nexus.testing.ReplicaSetPeer;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several connections in one server, each with a way of its own.
class ManyConnectionsTest {
    @TempDir
    private Path folder;

    private static String ssh(SshPeer bastion) {
        return "ssh: {host: 127.0.0.1, port: " + bastion.port() + ", user: " + bastion.user() + ", key-file: "
                + bastion.keyFile() + ", known-hosts-file: " + bastion.knownHostsFile() + "}";
    }

    private static boolean answers(NexusPeer nexus, String connection) {
        return !nexus.call("count", """
                {"database": "shop", "collection": "orders", "connectionId": "%s"}""".formatted(connection)).body().contains("isError\":true");
    }

    @Test
    void oneBastionThatIsAwayHindersNoOtherConnection() throws IOException, InterruptedException {
        try (var east = SshPeer.knowing("mongo.east.internal");
                var west = SshPeer.knowing("mongo.west.internal");
                var first = ReplicaSetPeer.of("mongo.east.internal");
                var second = ReplicaSetPeer.of("mongo.west.internal");
                var third = ReplicaSetPeer.of("localhost")) {
            var file = Files.writeString(folder.resolve("nexus.yaml"), """
                    connection-defaults: {heartbeat: 500ms, server-selection-timeout: 5s}
                    connections:
                      east: {uri: "%s", %s}
                      west: {uri: "%s", %s}
                      here: {uri: "%s"}
                    """.formatted(
                            first.uri(1, "replicaSet=rs0"),
                            ssh(east),
                            second.uri(1, "replicaSet=rs0"),
                            ssh(west),
                            third.uri(1, "replicaSet=rs0")));
            try (var nexus = NexusPeer.start(Map.of("NEXUS_CONFIG", file.toString()))) {
                for (var name : new String[] {"east", "west", "here"}) assertTrue(answers(nexus, name), name);
                west.stop();
                int before = second.member(0).accepted();
                assertTrue(!answers(nexus, "west"));
                assertEquals(before, second.member(0).accepted());
                assertTrue(answers(nexus, "east"));
                assertTrue(answers(nexus, "here"));
                west.restart();
                Eventually.holds("west is back", () -> answers(nexus, "west"));
            }
        }
    }
}
