package nexus.backup.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nexus.backup.testing.S3Peer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
    private static S3Peer peer;
    private static Bucket bucket;

    @BeforeAll
    static void open() {
        peer = S3Peer.start();
        bucket = peer.bucket();
    }

    @AfterAll
    static void close() {
        if (peer == null) return;
        bucket.close();
        peer.close();
    }

    private static List<String> keys(String prefix) {
        var keys = new ArrayList<String>();
        bucket.list(prefix, stored -> keys.add(stored.key()));
        return keys;
    }

    @Test
    void readsASmallObjectAsItWasWritten() {
        var stored = bucket.put("small/one", "grün €");
        var found = bucket.find("small/one", 100).orElseThrow();
        assertEquals("grün €", found.text());
        assertEquals(stored.etag(), found.etag());
        assertEquals(9, stored.bytes());
        assertTrue(Duration.between(found.modified(), found.now()).abs().compareTo(Duration.ofMinutes(5)) < 0);
    }

    @Test
    void writesOverASmallObject() {
        bucket.put("over", "1");
        bucket.put("over", "2");
        assertEquals("2", bucket.find("over", 10).orElseThrow().text());
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertEquals(Optional.empty(), bucket.find("nothing", 10));
        assertEquals(Optional.empty(), bucket.head("nothing"));
    }

    @Test
    void refusesAnObjectThatIsLargerThanExpected() {
        bucket.put("large", "x".repeat(11));
        var refusal = assertThrows(StoreException.class, () -> bucket.find("large", 10));
        assertTrue(refusal.getMessage().startsWith("large has 11 bytes, and no more than 10"), refusal.getMessage());
        assertTrue(bucket.find("large", 11).isPresent());
    }

    @Test
    void writesANewObjectOnlyWhereNoneIs() {
        assertTrue(bucket.putNew("new", "first").isPresent());
        assertEquals(Optional.empty(), bucket.putNew("new", "second"));
        assertEquals(Optional.empty(), bucket.putNew("new", "first"), "the same text is another's all the same");
        assertEquals("first", bucket.find("new", 10).orElseThrow().text());
    }

    @Test
    void replacesOnlyTheVersionItIsTold() {
        var first = bucket.put("version", "1");
        var second = bucket.replace("version", "2", first.etag()).orElseThrow();
        assertEquals(Optional.empty(), bucket.replace("version", "3", first.etag()));
        assertTrue(bucket.replace("version", "4", second.etag()).isPresent());
        assertEquals("4", bucket.find("version", 10).orElseThrow().text());
        assertEquals(Optional.empty(), bucket.replace("no version", "5", first.etag()));
    }

    @Test
    void seesThatThisStoreKeepsConditionsAndLeavesNothingBehind() {
        assertTrue(bucket.keepsConditions("probe/"));
        assertEquals(List.of(), keys("probe/"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "odd/plain",
                "odd/a+b",
                "odd/a b",
                "odd/a%2Fb",
                "odd/a%20b",
                "odd/%",
                "odd/grün/日本",
                "odd/$admin.system.users",
                "odd/a&b=c?d#e",
                "odd/'quoted' \"twice\"",
                "odd/<x>;,:@!*()[]{}|^`~\\"
            })
    void takesOddKeys(String key) throws IOException {
        bucket.put(key, key);
        assertEquals(key, bucket.find(key, 100).orElseThrow().text());
        assertTrue(keys("odd/").contains(key));
        assertEquals(key, bucket.head(key).orElseThrow().key());
        try (var in = bucket.read(key)) {
            assertArrayEquals(key.getBytes(StandardCharsets.UTF_8), in.readAllBytes());
        }
        bucket.delete(List.of(key));
        assertEquals(Optional.empty(), bucket.head(key));
    }

    @Test
    void listsAndDeletesMoreThanAPage() {
        var all = IntStream.range(0, 1005)
                .mapToObj(i -> "many/%04d+%s".formatted(i, i % 2 == 0 ? "ü" : "%"))
                .toList();
        all.parallelStream().forEach(key -> bucket.put(key, "x"));
        bucket.put("many-not", "x");
        assertEquals(all, keys("many/"));
        bucket.delete(all);
        assertEquals(List.of(), keys("many/"));
        assertEquals(List.of("many-not"), keys("many-not"));
    }

    @Test
    void listsWhatIsKnownOfAnObject() {
        var put = bucket.put("known/one", "12345");
        var listed = new ArrayList<Stored>();
        bucket.list("known/", listed::add);
        assertEquals(bucket.head("known/one").orElseThrow(), listed.getFirst());
        assertEquals(put.etag(), listed.getFirst().etag());
        assertEquals(5, listed.getFirst().bytes());
    }

    @Test
    void namesFoldersWithoutWhatLiesInThem() {
        for (var key : List.of("folders/a/1", "folders/a/2/3", "folders/b c+/1", "folders/file", "folders2/x"))
            bucket.put(key, "x");
        assertEquals(List.of("a", "b c+"), bucket.folders("folders/"));
        assertEquals(List.of("2"), bucket.folders("folders/a/"));
        assertEquals(List.of(), bucket.folders("nowhere/"));
    }

    @Test
    void deletesWhatIsNotThere() {
        bucket.delete(List.of("never was"));
        bucket.delete(List.of());
    }

    @Test
    void sweepsOldUploadsBelowItsPrefixOnly() {
        try (var inside = bucket.upload("sweep/own/a+b", 0);
                var outside = bucket.upload("sweep/others/x", 0)) {
            begin(inside);
            begin(outside);
            var later = Instant.now().plus(Duration.ofHours(1));
            assertEquals(List.of(), bucket.sweep("sweep/own/", Instant.now().minus(Duration.ofHours(1))));
            assertEquals(List.of("sweep/own/a+b"), bucket.sweep("sweep/own/", later));
            assertEquals(List.of(), bucket.sweep("sweep/own/", later));
            assertEquals(List.of("sweep/others/x"), bucket.sweep("sweep/", later));
        }
    }

    private static void begin(Upload upload) {
        upload.write(new byte[(5 << 20) + 1], 0, (5 << 20) + 1);
    }

    @Test
    void sweepsNothingWithoutAPrefix() {
        assertThrows(IllegalArgumentException.class, () -> bucket.sweep("", Instant.now()));
    }

    @Test
    void tellsTheStoresTime() {
        assertTrue(bucket.skew().abs().compareTo(Duration.ofSeconds(60)) < 0, bucket.skew()::toString);
        assertFalse(bucket.now().isAfter(Instant.now().plusSeconds(60)));
    }

    @Test
    void noticesAnObjectThatHasChangedWhereItLies() {
        bucket.put("damaged", "0123456789");
        peer.damage("damaged", 3);
        var found = assertThrows(StoreException.class, () -> bucket.find("damaged", 100));
        assertTrue(
                found.getMessage().startsWith("what was read of damaged is not what was written"), found.getMessage());
        var read =
                assertThrows(StoreException.class, () -> bucket.read("damaged").readAllBytes());
        assertTrue(read.getMessage().startsWith("what was read of damaged is not what was written"), read.getMessage());
    }
}
