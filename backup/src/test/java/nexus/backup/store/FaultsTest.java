package nexus.backup.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nexus.backup.testing.Asked;
import nexus.backup.testing.Fault;
import nexus.backup.testing.FaultyStore;
import nexus.backup.testing.S3Peer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What becomes of requests when the store, or the way to it, fails.
class FaultsTest {
    private static final int PART = 5 << 20;
    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final Fault SLOW_DOWN = new Fault.Answer(503, "SlowDown");

    private static S3Peer peer;
    private static FaultyStore store;
    private static Bucket bucket;
    private static Bucket other;

    @BeforeAll
    static void open() {
        peer = S3Peer.start();
        store = FaultyStore.before(peer);
        bucket = store.bucket();
        other = peer.bucket();
    }

    @AfterEach
    void mend() {
        store.mend();
    }

    @AfterAll
    static void close() throws IOException {
        if (peer == null) return;
        bucket.close();
        other.close();
        store.close();
        peer.close();
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static String failure(Executable deed) {
        return assertThrows(StoreException.class, deed).getMessage();
    }

    private static void assertSays(String message, String... words) {
        for (var word : words) assertTrue(message.contains(word), () -> "«" + word + "» is not in: " + message);
    }

    @Test
    void ridesOutAStormOfNineAnswers503() {
        store.fail(9, Asked.path("nine"), SLOW_DOWN);
        bucket.put("nine", "x");
        assertEquals(10, store.count(Asked.path("nine")));
    }

    @Test
    void givesUpAfterTenAnswers503() {
        store.fail(ALWAYS, Asked.path("no-end"), SLOW_DOWN);
        assertSays(failure(() -> bucket.put("no-end", "x")), "cannot write no-end", "503, 10 times", "SlowDown");
        assertEquals(10, store.count(Asked.path("no-end")));
    }

    @Test
    void ridesOutAStormWithinAnUpload() throws IOException {
        for (var request : List.of("uploads", "partNumber=2", "partNumber=4", "uploadId=")) {
            var kind = Asked.path("storm").and(Asked.path(request));
            store.fail(2, kind, new Fault.DropRequest());
            store.fail(2, kind, new Fault.Answer(500, "InternalError"));
            store.fail(2, kind, new Fault.Answer(429, "TooManyRequests"));
            store.fail(2, kind, SLOW_DOWN);
        }
        var bytes = bytes(3 * PART + 1);
        try (var upload = bucket.upload("storm", 0)) {
            upload.write(bytes);
            upload.finish();
        }
        assertArrayEquals(bytes, bucket.read("storm").readAllBytes());
    }

    @Test
    void knowsItsOwnNewObjectWhenTheAnswerGotLost() {
        store.fail(1, Asked.path("lost-new").and(Asked.method("PUT")), new Fault.DropReply());
        var stored = bucket.putNew("lost-new", "mine").orElseThrow();
        assertEquals(stored.etag(), other.head("lost-new").orElseThrow().etag());
        assertEquals(2, store.count(Asked.path("lost-new").and(Asked.method("PUT"))), "the second attempt saw a 412");
    }

    @Test
    void knowsItsOwnNewVersionWhenTheAnswerGotLost() {
        var first = bucket.put("lost-version", "1");
        store.fail(1, Asked.path("lost-version").and(Asked.method("PUT")), new Fault.DropReply());
        var second = bucket.replace("lost-version", "2", first.etag()).orElseThrow();
        assertEquals("2", other.find("lost-version", 10).orElseThrow().text());
        assertTrue(bucket.replace("lost-version", "3", second.etag()).isPresent());
    }

    @Test
    void doesNotTakeAnotherObjectForItsOwn() {
        store.fail(1, Asked.path("raced").and(Asked.method("PUT")), new Fault.DropRequest());
        store.fail(1, Asked.path("raced").and(Asked.method("PUT")), new Fault.First(() -> other.put("raced", "same")));
        assertEquals(Optional.empty(), bucket.putNew("raced", "same"));
    }

    @Test
    void doesNotTakeAnotherVersionForItsOwn() {
        var first = bucket.put("overtaken", "1");
        store.fail(
                1,
                Asked.path("overtaken").and(Asked.method("PUT")),
                new Fault.First(() -> other.replace("overtaken", "2", first.etag())));
        assertEquals(Optional.empty(), bucket.replace("overtaken", "2", first.etag()));
    }

    @Test
    void comparesTheTextWhereAStoreForgetsMetadata() {
        store.fail(2, Asked.path("forgets").and(Asked.method("HEAD")), new Fault.LoseHeader("x-amz-meta-writer"));
        store.fail(1, Asked.path("forgets").and(Asked.method("PUT")), new Fault.DropReply());
        assertTrue(bucket.putNew("forgets", "mine").isPresent());
        assertEquals(Optional.empty(), bucket.putNew("forgets", "thine"));
    }

    @Test
    void triesAgainWhenAConditionCannotBeToldYet() {
        store.fail(
                2,
                Asked.path("conflict").and(Asked.method("PUT")),
                new Fault.Answer(409, "ConditionalRequestConflict"));
        assertTrue(bucket.putNew("conflict", "x").isPresent());
        store.fail(
                ALWAYS,
                Asked.path("conflict2").and(Asked.method("PUT")),
                new Fault.Answer(409, "ConditionalRequestConflict"));
        assertSays(failure(() -> bucket.putNew("conflict2", "x")), "cannot write conflict2", "409");
    }

    @Test
    void knowsThatAnUploadIsWholeWhenTheAnswerGotLost() throws IOException {
        var complete = Asked.path("lost-upload").and(Asked.path("uploadId=")).and(Asked.method("POST"));
        store.fail(1, complete, new Fault.DropReply());
        // s3proxy takes it twice; other stores know no such upload any more.
        store.fail(1, complete, new Fault.Answer(404, "NoSuchUpload"));
        var bytes = bytes(PART + 1);
        try (var upload = bucket.upload("lost-upload", 0)) {
            upload.write(bytes);
            assertEquals(PART + 1, upload.finish().bytes());
        }
        assertArrayEquals(bytes, bucket.read("lost-upload").readAllBytes());
    }

    @Test
    void saysWhenSomebodyGaveUpItsUpload() {
        try (var upload = bucket.upload("swept/one", 0)) {
            upload.write(bytes(PART + 1), 0, PART + 1);
            other.sweep("swept/", Instant.now().plus(Duration.ofDays(1)));
            assertSays(failure(upload::finish), "cannot write swept/one", "begin again");
        }
        assertEquals(Optional.empty(), other.head("swept/one"));
    }

    @Test
    void refusesToFinishAnUploadThatBroke() {
        store.fail(ALWAYS, Asked.path("broken").and(Asked.path("partNumber=2")), SLOW_DOWN);
        try (var upload = bucket.upload("broken", 0)) {
            assertSays(failure(() -> upload.write(bytes(3 * PART))), "cannot write broken");
            assertThrows(IllegalStateException.class, upload::finish);
        }
        assertEquals(Optional.empty(), other.head("broken"));
        assertEquals(List.of(), other.sweep("broken", Instant.now().plus(Duration.ofDays(1))));
    }

    @Test
    void closesAnUploadThatCannotBeGivenUp() {
        try (var upload = bucket.upload("stuck/one", 0)) {
            upload.write(bytes(PART + 1), 0, PART + 1);
            store.fail(ALWAYS, Asked.path("stuck").and(Asked.method("DELETE")), SLOW_DOWN);
        }
        assertEquals(List.of("stuck/one"), other.sweep("stuck/", Instant.now().plus(Duration.ofDays(1))));
    }

    @Test
    void noticesWhenTheStoreHasLessThanItWasSent() {
        store.fail(
                1,
                Asked.path("short").and(Asked.method("HEAD")),
                new Fault.First(() -> other.put("short", "somebody else's")));
        try (var upload = bucket.upload("short", 0)) {
            upload.write(bytes(100), 0, 100);
            assertSays(failure(upload::finish), "short", "100 bytes were sent", "it has 15 bytes of it");
        }
    }

    @Test
    void sendsAgainWhatWasDamagedOnTheWay() throws IOException {
        store.fail(2, Asked.path("damaged-part").and(Asked.path("partNumber=1")), new Fault.DamageRequest(1000));
        var bytes = bytes(PART + 1);
        try (var upload = bucket.upload("damaged-part", 0)) {
            upload.write(bytes);
            upload.finish();
        }
        assertArrayEquals(bytes, bucket.read("damaged-part").readAllBytes());
    }

    @Test
    void saysWhenAllThatItSendsIsDamagedOnTheWay() {
        store.fail(ALWAYS, Asked.path("always-damaged"), new Fault.DamageRequest(0));
        assertSays(failure(() -> bucket.put("always-damaged", "xxx")), "what arrived was not what was sent, 10 times");
        assertEquals(Optional.empty(), other.head("always-damaged"));
    }

    @Test
    void noticesWhatWasDamagedOnTheWayBack() {
        bucket.put("damaged-reply", "0123456789");
        store.fail(ALWAYS, Asked.path("damaged-reply").and(Asked.method("GET")), new Fault.DamageReply(5));
        assertSays(failure(() -> bucket.find("damaged-reply", 100)), "damaged-reply is not what was written");
        assertSays(failure(() -> bucket.read("damaged-reply").readAllBytes()), "damaged-reply is not what was written");
    }

    @Test
    void asksAgainWhereTheHeadIsOfOneVersionAndTheBodyOfAnother() {
        bucket.put("torn", "0123456789");
        store.fail(4, Asked.path("torn").and(Asked.method("GET")), new Fault.DamageReply(5));
        assertEquals("0123456789", bucket.find("torn", 100).orElseThrow().text());
    }

    @Test
    void goesOnWithAReadThatWasCut() throws IOException {
        var bytes = bytes(1_000_000);
        try (var upload = bucket.upload("cut", 0)) {
            upload.write(bytes);
            upload.finish();
        }
        var get = Asked.path("cut").and(Asked.method("GET"));
        store.fail(1, get, new Fault.CutReply(100_000));
        store.fail(1, get, new Fault.CutReply(0));
        store.fail(1, get, SLOW_DOWN);
        store.fail(1, get, new Fault.CutReply(899_999));
        try (var in = bucket.read("cut")) {
            assertArrayEquals(bytes, in.readAllBytes());
            assertEquals(-1, in.read());
        }
        assertEquals(1, store.count(get.and(asked -> asked.header("range").equals(Optional.of("bytes=999999-")))));
    }

    @Test
    void givesUpAReadThatNeverGoesOn() throws IOException {
        bucket.put("cut-always", "0123456789");
        var get = Asked.path("cut-always").and(Asked.method("GET"));
        store.fail(1, get, new Fault.CutReply(4));
        store.fail(ALWAYS, get, new Fault.CutReply(0));
        try (var in = bucket.read("cut-always")) {
            assertSays(failure(in::readAllBytes), "broke 10 times", "cut-always", "each time after 4 of 10 bytes");
        }
    }

    @Test
    void doesNotMixTwoVersionsInOneRead() throws IOException {
        bucket.put("mixed", "0123456789");
        var get = Asked.path("mixed").and(Asked.method("GET"));
        store.fail(1, get, new Fault.CutReply(4));
        store.fail(1, get, new Fault.First(() -> other.put("mixed", "abcdefghij")));
        try (var in = bucket.read("mixed")) {
            assertSays(failure(in::readAllBytes), "cannot read mixed", "it has changed meanwhile");
        }
    }

    @Test
    void findsASmallObjectThoughTheConnectionBreaks() {
        bucket.put("cut-small", "0123456789");
        store.fail(3, Asked.path("cut-small").and(Asked.method("GET")), new Fault.CutReply(4));
        assertEquals("0123456789", bucket.find("cut-small", 100).orElseThrow().text());
    }

    @Test
    void doesNotWaitForeverForAnAnswer() {
        store.fail(1, Asked.path("slow"), new Fault.Delay(Duration.ofSeconds(60)));
        try (var impatient = Buckets.open(store.settings(), Variants.small(Duration.ofSeconds(2)))) {
            impatient.put("slow", "x");
        }
        assertEquals("x", other.find("slow", 10).orElseThrow().text());
        assertTrue(store.count(Asked.path("slow")) > 1);
    }

    @Test
    void tellsHowFarTheClocksAreApart() {
        store.fail(1, Asked.method("HEAD"), new Fault.ShiftDate(Duration.ofMinutes(-7)));
        var skew = bucket.skew();
        assertTrue(skew.minus(Duration.ofMinutes(7)).abs().compareTo(Duration.ofSeconds(60)) < 0, skew::toString);
    }

    @Test
    void saysWhenAnAnswerHasNoDate() {
        store.fail(1, Asked.method("HEAD"), new Fault.LoseHeader("date"));
        assertSays(failure(bucket::now), "the store does not tell its time");
    }
}
