package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import nexus.mongo.Answer;
import nexus.mongo.Write;
import nexus.mongo.Written;
import nexus.testing.Eventually;
import nexus.testing.MongoPeer;
import nexus.testing.SshPeer;
import nexus.tunnel.Ending;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Work on the real path while its SSH session is killed again and again.
class CutTest {
    private static final int THREADS = 8;
    private static final int EACH = Boolean.getBoolean("tests.long") ? 600 : 60;

    /// Operations from one cut to the next.
    private static final int CUT = 150;

    /// Runs numbered pieces of work in several threads, and kills all sessions at some of the numbers.
    private static void run(SshPeer bastion, IntConsumer work) throws InterruptedException {
        var begun = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int j = 0; j < EACH; j++) {
                    int number = begun.incrementAndGet();
                    if (number % CUT == 0) Thread.ofVirtual().start(bastion::killSessions);
                    work.accept(number);
                }
            }));
        }
        for (var thread : threads) thread.join();
    }

    private static Written insert(Link link, String database, int number) {
        var document = "{insert: 'orders', documents: [{number: " + number + "}]}";
        return link.connection().writer().run(new Write(database, BsonDocument.parse(document)));
    }

    @Test
    void noInsertIsSaidToBeDoneThatIsNotAndNoneIsThereThatIsSaidNotToBe() throws InterruptedException {
        try (var bastion = SshPeer.start();
                var peer = MongoPeer.inProcess();
                var link = LinkPeer.open(LinkPeer.through(bastion), "uri", peer.uri())) {
            Map<Integer, Written> outcomes = new ConcurrentHashMap<>();
            run(bastion, number -> outcomes.put(number, insert(link, peer.databaseName(), number)));
            assertEquals(THREADS * EACH, outcomes.size());
            outcomes.forEach((number, written) -> assertTrue(fits(peer, number, written), number + ": " + written));
            assertTrue(link.tunnel().orElseThrow().stats().sessionsAfterTheFirst() > 0, "no cut was seen");
        }
    }

    private static boolean fits(MongoPeer peer, int number, Written written) {
        long there = peer.database().getCollection("orders").countDocuments(new Document("number", number));
        return switch (written) {
            case Written.Done _ -> there == 1;
            case Written.NotDone _ -> there == 0;
            case Written.Unknown _ -> there <= 1;
            case Written.Refused _ -> false;
        };
    }

    @Test
    void noReadFails() throws InterruptedException {
        try (var bastion = SshPeer.start();
                var peer = MongoPeer.inProcess();
                var link = LinkPeer.open(LinkPeer.through(bastion), "uri", peer.uri(), "limits.time", "30s")) {
            peer.database().getCollection("orders").insertOne(new Document("_id", 1));
            List<Answer> failed = Collections.synchronizedList(new ArrayList<>());
            run(bastion, _ -> {
                var answer = LinkPeer.find(link, peer.databaseName(), "orders");
                if (!(answer instanceof Answer.Documents)) failed.add(answer);
            });
            assertEquals(List.of(), failed);
            assertTrue(link.tunnel().orElseThrow().stats().sessionsAfterTheFirst() > 0);
        }
    }

    /// The old session drains: the driver moves its sockets to the new one, and what stays is cut at the end.
    @Test
    void noReadFailsWhileTheKeyIsRotated() throws Exception {
        try (var bastion = SshPeer.start();
                var peer = MongoPeer.inProcess()) {
            var key = Files.copy(bastion.key("first", ""), bastion.file("mounted"));
            bastion.key("second", "");
            bastion.authorize("restrict,port-forwarding", "first", "second");
            var way = new HashMap<>(LinkPeer.through(bastion));
            way.putAll(Map.of("ssh.key-file", key.toString(), "ssh.watch", "100ms", "ssh.drain", "15s"));
            try (var link = LinkPeer.open(way, "uri", peer.uri(), "connection-life", "10s", "limits.time", "30s")) {
                peer.database().getCollection("orders").insertOne(new Document("_id", 1));
                assertEquals(List.of(), failuresUntil(link, peer, () -> {
                    Files.copy(bastion.file("second"), bastion.file("next"));
                    Files.move(bastion.file("next"), key, StandardCopyOption.REPLACE_EXISTING);
                    var tunnel = link.tunnel().orElseThrow();
                    Eventually.holds(
                            "rotated", () -> tunnel.stats().reconnects().containsKey(Ending.ROTATED));
                    Eventually.holds("the old session has gone", () -> bastion.sessions() == 1);
                }));
            }
        }
    }

    private interface Event {
        void await() throws Exception;
    }

    /// What reads failed in eight threads before, during and after an event.
    private static List<Answer> failuresUntil(Link link, MongoPeer peer, Event event) throws Exception {
        List<Answer> failed = Collections.synchronizedList(new ArrayList<>());
        var reads = new AtomicInteger();
        var isOver = new AtomicBoolean();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (!isOver.get()) {
                    var answer = LinkPeer.find(link, peer.databaseName(), "orders");
                    if (!(answer instanceof Answer.Documents)) failed.add(answer);
                    reads.incrementAndGet();
                }
            }));
        }
        Eventually.holds("reads", () -> reads.get() > 100);
        event.await();
        int before = reads.get();
        Eventually.holds("reads after", () -> reads.get() > before + 100);
        isOver.set(true);
        for (var thread : threads) thread.join();
        return failed;
    }
}
