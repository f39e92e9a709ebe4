package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nexus.backup.age.Identity;
import nexus.backup.run.Kind;
import nexus.backup.run.Layout;
import nexus.backup.run.RunId;
import nexus.backup.run.RunWriter;
import nexus.backup.store.Bucket;
import nexus.backup.testing.S3Peer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A dump that begins anew, in a bucket in which it may not delete.
class RunSinkTest {
    private static S3Peer store;
    private static Bucket bucket;

    @BeforeAll
    static void start() {
        store = S3Peer.start();
        bucket = store.bucket();
    }

    @AfterAll
    static void stop() {
        if (store == null) return;
        bucket.close();
        store.close();
    }

    private static void write(RunSink sink, String path) throws IOException {
        try (var object = sink.open(path, "", 1)) {
            object.write(new byte[] {1}, 0, 1);
            object.finish();
        }
    }

    private static List<String> keys(RunWriter writer) {
        var keys = new ArrayList<String>();
        var folder = writer.layout().run(writer.kind(), writer.run());
        bucket.list(folder, stored -> keys.add(stored.key().substring(folder.length())));
        return keys;
    }

    @Test
    void nothingOfTheFirstPassIsAmongTheSecond() throws IOException {
        var recipients = List.of(Identity.generate().recipient());
        var first = new RunWriter(bucket, Layout.of("sink", "a"), Kind.DATA, RunId.begin(bucket.now()), recipients);
        var sink = new RunSink(first);
        sink.beginAnew();
        assertEquals(first.run(), sink.writer().run(), "nothing was written yet");
        write(sink, "dump/a.bson");
        sink.beginAnew();
        write(sink, "dump/b.bson");
        assertNotEquals(first.run(), sink.writer().run());
        assertTrue(sink.writer().run().compareTo(first.run()) > 0, "the newest run is the one that will be complete");
        assertEquals(List.of("dump/b.bson.gz.age"), keys(sink.writer()));
        assertEquals(List.of("dump/a.bson.gz.age"), keys(first));
    }
}
