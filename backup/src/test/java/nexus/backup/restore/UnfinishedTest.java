package nexus.backup.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nexus.backup.run.Layout;
import nexus.backup.run.RunId;
import nexus.backup.testing.S3Peer;
import org.junit.jupiter.api.Test;

class UnfinishedTest {
    private static final Layout LAYOUT = Layout.of("pre", "shop");

    @Test
    void anAttemptIsUnfinishedUntilItSaysOtherwise() {
        var one = new RunId("2026-01-31T02-00-00Z-9f3kq2xd");
        var other = new RunId("2026-02-01T02-00-00Z-b1m4t0ze");
        try (var store = S3Peer.start();
                var bucket = store.bucket()) {
            bucket.put(LAYOUT.restoreLease(), "held");
            bucket.put(LAYOUT.restores(one) + "purpose/note", "filling 7 shop.odd name\n");
            bucket.put(LAYOUT.restores(other) + "purpose/note", "done");
            bucket.put(LAYOUT.restores(other) + "purpose/" + Journal.FINISHED, "finished");
            var attempts = new Unfinished(bucket, LAYOUT).attempts();
            assertEquals(
                    List.of(LAYOUT.restores(one) + "purpose/"),
                    attempts.stream().map(Unfinished.Attempt::folder).toList());
            assertEquals(
                    List.of(one.text()),
                    attempts.stream().map(Unfinished.Attempt::run).toList());
            var sentence = new Unfinished(bucket, LAYOUT).sentences("other/").getFirst();
            assertTrue(sentence.contains(", its last note of shop.odd name, and"), sentence);
            assertEquals(List.of(), new Unfinished(bucket, LAYOUT).sentences(LAYOUT.restores(one) + "purpose/"));
        }
    }
}
