package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import nexus.mongo.Answer;
import nexus.mongo.Write;
import nexus.mongo.Written;
import nexus.testing.MongoPeer;
import nexus.testing.SshPeer;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Work on the real path while its SSH session is killed again and again.
class CutTest {
    private static final int THREADS = 8;
    private static final int EACH = 60;

    /// Few, because the tunnel waits longer each time for a bastion that throws it out again and again.
    private static final Set<Integer> CUTS = Set.of(100, 250, 400);

    /// Runs numbered pieces of work in several threads, and kills all sessions at some of the numbers.
    private static void run(SshPeer bastion, IntConsumer work) throws InterruptedException {
        var begun = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int j = 0; j < EACH; j++) {
                    int number = begun.incrementAndGet();
                    if (CUTS.contains(number)) Thread.ofVirtual().start(bastion::killSessions);
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
            var seen = outcomes.values().stream()
                    .filter(written -> !(written instanceof Written.Done))
                    .toList();
            assertTrue(!seen.isEmpty(), "no cut was seen");
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
}
