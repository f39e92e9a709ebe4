package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.backup.run.Consistency;
import nexus.mongo.Way;
import nexus.testing.Member;
import nexus.testing.ReplicaSetPeer;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

/// Replica sets of several members with one emulator behind them, which has neither snapshots nor an oplog.
class ReplicaSetTest {
    private static final List<RawBsonDocument> DOCUMENTS = IntStream.range(0, 3_000)
            .mapToObj(i -> RawBsonDocument.parse("{_id: " + i + ", text: '" + "x".repeat(4_000) + "'}"))
            .toList();

    private static ReplicaSetPeer peer() throws IOException {
        var peer = ReplicaSetPeer.of("localhost", "localhost", "localhost");
        peer.data().database().getCollection("orders", RawBsonDocument.class).insertMany(DOCUMENTS);
        return peer;
    }

    private static Stream<Member> members(ReplicaSetPeer peer) {
        return IntStream.range(0, 3).mapToObj(peer::member);
    }

    @Test
    void allCommandsGoToOneMember() throws IOException {
        var sink = new MemorySink();
        try (var peer = peer();
                var client = ScriptedServer.client(peer.uri(3, "replicaSet=rs0&readPreference=nearest"), Way.DIRECT)) {
            Dump.run(client, DumpOptions.usual("test"), sink, Progress.NONE);
            assertEquals(DOCUMENTS, sink.documents("dump/" + peer.data().databaseName() + "/orders.bson"));
            assertEquals(
                    1, members(peer).filter(member -> member.commands() > 2).count());
        }
    }

    @Test
    void aMemberThatGoesAwayIsReplacedByAnotherAndTheDumpIsExact() throws IOException {
        try (var peer = peer();
                var client = ScriptedServer.client(peer.uri(3, "replicaSet=rs0&readPreference=nearest"), Way.DIRECT)) {
            var isGone = new AtomicBoolean();
            var sink = new MemorySink(written -> {
                if (written == 1_500 && isGone.compareAndSet(false, true))
                    busiest(peer).close();
            });
            Dump.run(client, DumpOptions.usual("test"), sink, Progress.NONE);
            assertTrue(isGone.get());
            assertEquals(DOCUMENTS, sink.documents("dump/" + peer.data().databaseName() + "/orders.bson"));
            assertEquals(0, sink.open());
        }
    }

    private static Member busiest(ReplicaSetPeer peer) {
        return members(peer)
                .max(java.util.Comparator.comparingInt(Member::commands))
                .orElseThrow();
    }

    @Test
    void whyItIsNotConsistentIsSaidLevelByLevel() throws IOException {
        try (var peer = peer();
                var client = ScriptedServer.client(peer.uri(1, "replicaSet=rs0"), Way.DIRECT)) {
            var dumped = Dump.run(client, DumpOptions.usual("test"), new MemorySink(), Progress.NONE);
            assertEquals(Consistency.FUZZY, dumped.consistency());
            assertEquals("replica set rs0", dumped.source().topology());
            assertEquals(
                    List.of(
                            "consistency snapshot cannot be had: the server does not tell of what time its answers are;"
                                    + " going on with oplog",
                            "consistency oplog cannot be had: the oplog is empty; going on with fuzzy"),
                    dumped.source().more().getArray("notes").stream()
                            .map(note -> note.asDocument().getString("note").getValue())
                            .toList());
        }
    }
}
