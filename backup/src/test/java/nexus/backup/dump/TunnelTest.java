package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import nexus.mongo.Proxy;
import nexus.mongo.Way;
import nexus.testing.MongoPeer;
import nexus.testing.SshPeer;
import nexus.tunnel.Lane;
import nexus.tunnel.Settings;
import nexus.tunnel.Target;
import nexus.tunnel.Tunnel;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

/// Dumps through a real sshd whose session is killed while they run.
class TunnelTest {
    private static final int CUTS = Boolean.getBoolean("tests.long") ? 40 : 4;
    private static final int DOCUMENTS = 6_000;
    private static final DumpOptions OPTIONS = DumpOptions.usual("test").withPatience(Duration.ofMinutes(2));

    private static Tunnel tunnel(SshPeer bastion, String uri) {
        var login = new Settings.Login(
                bastion.user(), bastion.keyFile(), Optional.empty(), Optional.empty(), bastion.knownHostsFile());
        var pace = new Settings.Pace(
                Duration.ofSeconds(8),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                2,
                Duration.ofMillis(100),
                Duration.ofSeconds(60));
        var hops = List.of(new Settings.Hop(bastion.host(), bastion.port(), login));
        var lanes = new Settings.Lanes(2 << 20, 8 << 20, 16, 64 << 20);
        var address = URI.create(uri);
        return Tunnel.open(
                new Settings.Ssh(hops, pace, lanes, List.of(), Optional.empty()),
                Set.of(new Target(address.getHost(), address.getPort())));
    }

    private static MongoClient client(Tunnel tunnel, String uri) {
        var proxy = tunnel.proxy(Lane.BULK);
        var through = new Proxy("127.0.0.1", proxy.port(), proxy.user(), proxy.password());
        return ScriptedServer.client(uri, new Way(Optional.of(through), Optional.empty(), _ -> {}));
    }

    private static List<RawBsonDocument> documents() {
        var text = "x".repeat(4_000);
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(i -> RawBsonDocument.parse("{_id: " + i + ", text: '" + text + "'}"))
                .toList();
    }

    /// Kills the session when so many documents are written, each number once.
    private static MemorySink killing(SshPeer bastion, Set<Long> numbers) {
        return new MemorySink(written -> {
            if (numbers.remove(written)) bastion.killSessions();
        });
    }

    private static Set<Long> numbers(Random random, int count) {
        var numbers = new TreeSet<Long>();
        while (numbers.size() < count) numbers.add((long) random.nextInt(100, DOCUMENTS - 600));
        return new ConcurrentSkipListSet<>(numbers);
    }

    @Test
    void aDumpGoesOnWhenTheTunnelIsCutAndIsExact() throws IOException {
        long seed = System.nanoTime();
        var documents = documents();
        try (var bastion = SshPeer.start();
                var server = ScriptedServer.standalone().with(ScriptedCollection.of("shop.orders", documents));
                var tunnel = tunnel(bastion, server.peer().uri());
                var client = client(tunnel, server.peer().uri())) {
            var sink = killing(bastion, numbers(new Random(seed), CUTS));
            Dump.run(client, OPTIONS, sink, Progress.NONE);
            assertEquals(documents, sink.documents("dump/shop/orders.bson"), "seed " + seed);
            assertEquals(3, sink.begun(), "it went on in the same object");
            assertTrue(tunnel.stats().sessionsAfterTheFirst() > 0, "no cut was seen");
            assertTrue(server.commands("find", "orders").stream().anyMatch(find -> find.containsKey("min")));
        }
    }

    @Test
    void aDumpOfAServerThatDoesNotKeepToMinIsExactToo() throws IOException {
        long seed = System.nanoTime();
        var documents = documents();
        try (var bastion = SshPeer.start();
                var peer = MongoPeer.inProcess();
                var tunnel = tunnel(bastion, peer.uri());
                var client = client(tunnel, peer.uri())) {
            peer.database().getCollection("orders", RawBsonDocument.class).insertMany(documents);
            var sink = killing(bastion, numbers(new Random(seed), 2));
            Dump.run(client, OPTIONS, sink, Progress.NONE);
            assertEquals(documents, sink.documents("dump/" + peer.databaseName() + "/orders.bson"), "seed " + seed);
            assertEquals(0, sink.open());
            assertTrue(tunnel.stats().sessionsAfterTheFirst() > 0, "no cut was seen");
        }
    }
}
