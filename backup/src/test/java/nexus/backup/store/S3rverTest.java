package nexus.backup.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nexus.backup.testing.S3rverPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Against a store that is not careful.
class S3rverTest {
    private static S3rverPeer peer;
    private static Bucket bucket;

    @BeforeAll
    static void open() {
        peer = S3rverPeer.start();
        bucket = peer.bucket();
    }

    @AfterAll
    static void close() {
        if (peer == null) return;
        bucket.close();
        peer.close();
    }

    @Test
    void storesObjectsWithoutFraming() throws IOException {
        var bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        try (var upload = bucket.upload("whole", bytes.length)) {
            upload.write(bytes);
            upload.finish();
        }
        assertArrayEquals(bytes, bucket.read("whole").readAllBytes());
        bucket.put("small", "as it is");
        assertEquals("as it is", bucket.find("small", 100).orElseThrow().text());
    }

    @Test
    void storesPartsWithoutFraming() throws IOException {
        var bytes = new byte[(5 << 20) + 1000];
        new Random(2).nextBytes(bytes);
        try (var upload = bucket.upload("parts", bytes.length)) {
            upload.write(bytes);
            upload.finish();
        }
        assertArrayEquals(bytes, bucket.read("parts").readAllBytes());
    }

    @Test
    void seesThatThisStoreDoesNotKeepConditions() {
        assertFalse(bucket.keepsConditions("probe/"));
        bucket.list("probe/", stored -> assertTrue(false, () -> "left behind: " + stored.key()));
    }

    @Test
    void deletes() {
        bucket.put("gone/a+b", "x");
        bucket.delete(List.of("gone/a+b"));
        assertEquals(Optional.empty(), bucket.head("gone/a+b"));
    }
}
