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
import nexus.backup.testing.FaultyS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/// What becomes of requests when the store, or the way to it, fails.
class FaultsTest {
    private static final int PART = 5 << 20;
    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final Fault SLOW_DOWN = new Fault.Answer(503, "SlowDown");

    @RegisterExtension
    private static final FaultyS3 S3 = new FaultyS3();

    private static Bucket other;

    @BeforeAll
    static void open() {
        other = S3.peer().bucket();
    }

    @AfterAll
    static void close() {
        if (other != null) other.close();
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
        S3.store().fail(9, Asked.path("nine"), SLOW_DOWN);
        S3.bucket().put("nine", "x");
        assertEquals(10, S3.store().count(Asked.path("nine")));
    }

    @Test
    void givesUpAfterTenAnswers503() {
        S3.store().fail(ALWAYS, Asked.path("no-end"), SLOW_DOWN);
        assertSays(failure(() -> S3.bucket().put("no-end", "x")), "cannot write no-end", "503, 10 times", "SlowDown");
        assertEquals(10, S3.store().count(Asked.path("no-end")));
    }

    @Test
    void ridesOutAStormWithinAnUpload() throws IOException {
        for (var request : List.of("uploads", "partNumber=2", "partNumber=4", "uploadId=")) {
            var kind = Asked.path("storm").and(Asked.path(request));
            S3.store().fail(2, kind, new Fault.DropRequest());
            S3.store().fail(2, kind, new Fault.Answer(500, "InternalError"));
            S3.store().fail(2, kind, new Fault.Answer(429, "TooManyRequests"));
            S3.store().fail(2, kind, SLOW_DOWN);
        }
        var bytes = bytes(3 * PART + 1);
        try (var upload = S3.bucket().upload("storm", 0)) {
            upload.write(bytes);
            upload.finish();
        }
        assertArrayEquals(bytes, S3.bucket().read("storm").readAllBytes());
    }

    @Test
    void knowsItsOwnNewObjectWhenTheAnswerGotLost() {
        S3.store().fail(1, Asked.path("lost-new").and(Asked.method("PUT")), new Fault.DropReply());
        var stored = S3.bucket().putNew("lost-new", "mine").orElseThrow();
        assertEquals(stored.etag(), other.head("lost-new").orElseThrow().etag());
        assertEquals(
                2, S3.store().count(Asked.path("lost-new").and(Asked.method("PUT"))), "the second attempt saw a 412");
    }

    @Test
    void knowsItsOwnNewVersionWhenTheAnswerGotLost() {
        var first = S3.bucket().put("lost-version", "1");
        S3.store().fail(1, Asked.path("lost-version").and(Asked.method("PUT")), new Fault.DropReply());
        var second = S3.bucket().replace("lost-version", "2", first.etag()).orElseThrow();
        assertEquals("2", other.find("lost-version", 10).orElseThrow().text());
        assertTrue(S3.bucket().replace("lost-version", "3", second.etag()).isPresent());
    }

    @Test
    void doesNotTakeAnotherObjectForItsOwn() {
        S3.store().fail(1, Asked.path("raced").and(Asked.method("PUT")), new Fault.DropRequest());
        S3.store()
                .fail(
                        1,
                        Asked.path("raced").and(Asked.method("PUT")),
                        new Fault.First(() -> other.put("raced", "same")));
        assertEquals(Optional.empty(), S3.bucket().putNew("raced", "same"));
    }

    @Test
    void doesNotTakeAnotherVersionForItsOwn() {
        var first = S3.bucket().put("overtaken", "1");
        S3.store()
                .fail(
                        1,
                        Asked.path("overtaken").and(Asked.method("PUT")),
                        new Fault.First(() -> other.replace("overtaken", "2", first.etag())));
        assertEquals(Optional.empty(), S3.bucket().replace("overtaken", "2", first.etag()));
    }

    @Test
    void comparesTheTextWhereAStoreForgetsMetadata() {
        S3.store().fail(2, Asked.path("forgets").and(Asked.method("HEAD")), new Fault.LoseHeader("x-amz-meta-writer"));
        S3.store().fail(1, Asked.path("forgets").and(Asked.method("PUT")), new Fault.DropReply());
        assertTrue(S3.bucket().putNew("forgets", "mine").isPresent());
        assertEquals(Optional.empty(), S3.bucket().putNew("forgets", "thine"));
    }

    @Test
    void triesAgainWhenAConditionCannotBeToldYet() {
        S3.store()
                .fail(
                        2,
                        Asked.path("conflict").and(Asked.method("PUT")),
                        new Fault.Answer(409, "ConditionalRequestConflict"));
        assertTrue(S3.bucket().putNew("conflict", "x").isPresent());
        S3.store()
                .fail(
                        ALWAYS,
                        Asked.path("conflict2").and(Asked.method("PUT")),
                        new Fault.Answer(409, "ConditionalRequestConflict"));
        assertSays(failure(() -> S3.bucket().putNew("conflict2", "x")), "cannot write conflict2", "409");
    }

    @Test
    void knowsThatAnUploadIsWholeWhenTheAnswerGotLost() throws IOException {
        var complete = Asked.path("lost-upload").and(Asked.path("uploadId=")).and(Asked.method("POST"));
        S3.store().fail(1, complete, new Fault.DropReply());
        // s3proxy takes it twice; other stores know no such upload any more.
        S3.store().fail(1, complete, new Fault.Answer(404, "NoSuchUpload"));
        var bytes = bytes(PART + 1);
        try (var upload = S3.bucket().upload("lost-upload", 0)) {
            upload.write(bytes);
            assertEquals(PART + 1, upload.finish().bytes());
        }
        assertArrayEquals(bytes, S3.bucket().read("lost-upload").readAllBytes());
    }

    @Test
    void saysWhenSomebodyGaveUpItsUpload() {
        try (var upload = S3.bucket().upload("swept/one", 0)) {
            upload.write(bytes(PART + 1), 0, PART + 1);
            other.sweep("swept/", Instant.now().plus(Duration.ofDays(1)));
            assertSays(failure(upload::finish), "cannot write swept/one", "begin again");
        }
        assertEquals(Optional.empty(), other.head("swept/one"));
    }

    @Test
    void refusesToFinishAnUploadThatBroke() {
        S3.store().fail(ALWAYS, Asked.path("broken").and(Asked.path("partNumber=2")), SLOW_DOWN);
        try (var upload = S3.bucket().upload("broken", 0)) {
            assertSays(failure(() -> upload.write(bytes(3 * PART))), "cannot write broken");
            assertThrows(IllegalStateException.class, upload::finish);
        }
        assertEquals(Optional.empty(), other.head("broken"));
        assertEquals(List.of(), other.sweep("broken", Instant.now().plus(Duration.ofDays(1))));
    }

    @Test
    void closesAnUploadThatCannotBeGivenUp() {
        try (var upload = S3.bucket().upload("stuck/one", 0)) {
            upload.write(bytes(PART + 1), 0, PART + 1);
            S3.store().fail(ALWAYS, Asked.path("stuck").and(Asked.method("DELETE")), SLOW_DOWN);
        }
        assertEquals(List.of("stuck/one"), other.sweep("stuck/", Instant.now().plus(Duration.ofDays(1))));
    }

    @Test
    void noticesWhenTheStoreHasLessThanItWasSent() {
        S3.store()
                .fail(
                        1,
                        Asked.path("short").and(Asked.method("HEAD")),
                        new Fault.First(() -> other.put("short", "somebody else's")));
        try (var upload = S3.bucket().upload("short", 0)) {
            upload.write(bytes(100), 0, 100);
            assertSays(failure(upload::finish), "short", "100 bytes were sent", "it has 15 bytes of it");
        }
    }

    @Test
    void sendsAgainWhatWasDamagedOnTheWay() throws IOException {
        S3.store().fail(2, Asked.path("damaged-part").and(Asked.path("partNumber=1")), new Fault.DamageRequest(1000));
        var bytes = bytes(PART + 1);
        try (var upload = S3.bucket().upload("damaged-part", 0)) {
            upload.write(bytes);
            upload.finish();
        }
        assertArrayEquals(bytes, S3.bucket().read("damaged-part").readAllBytes());
    }

    @Test
    void saysWhenAllThatItSendsIsDamagedOnTheWay() {
        S3.store().fail(ALWAYS, Asked.path("always-damaged"), new Fault.DamageRequest(0));
        assertSays(
                failure(() -> S3.bucket().put("always-damaged", "xxx")),
                "what arrived was not what was sent, 10 times");
        assertEquals(Optional.empty(), other.head("always-damaged"));
    }

    @Test
    void noticesWhatWasDamagedOnTheWayBack() {
        S3.bucket().put("damaged-reply", "0123456789");
        S3.store().fail(ALWAYS, Asked.path("damaged-reply").and(Asked.method("GET")), new Fault.DamageReply(5));
        assertSays(failure(() -> S3.bucket().find("damaged-reply", 100)), "damaged-reply is not what was written");
        assertSays(
                failure(() -> S3.bucket().read("damaged-reply").readAllBytes()),
                "damaged-reply is not what was written");
    }

    @Test
    void asksAgainWhereTheHeadIsOfOneVersionAndTheBodyOfAnother() {
        S3.bucket().put("torn", "0123456789");
        S3.store().fail(4, Asked.path("torn").and(Asked.method("GET")), new Fault.DamageReply(5));
        assertEquals("0123456789", S3.bucket().find("torn", 100).orElseThrow().text());
    }

    @Test
    void goesOnWithAReadThatWasCut() throws IOException {
        var bytes = bytes(1_000_000);
        try (var upload = S3.bucket().upload("cut", 0)) {
            upload.write(bytes);
            upload.finish();
        }
        var get = Asked.path("cut").and(Asked.method("GET"));
        S3.store().fail(1, get, new Fault.CutReply(100_000));
        S3.store().fail(1, get, new Fault.CutReply(0));
        S3.store().fail(1, get, SLOW_DOWN);
        S3.store().fail(1, get, new Fault.CutReply(899_999));
        try (var in = S3.bucket().read("cut")) {
            assertArrayEquals(bytes, in.readAllBytes());
            assertEquals(-1, in.read());
        }
        assertEquals(1, S3.store().count(get.and(asked -> asked.header("range").equals(Optional.of("bytes=999999-")))));
    }

    @Test
    void givesUpAReadThatNeverGoesOn() throws IOException {
        S3.bucket().put("cut-always", "0123456789");
        var get = Asked.path("cut-always").and(Asked.method("GET"));
        S3.store().fail(1, get, new Fault.CutReply(4));
        S3.store().fail(ALWAYS, get, new Fault.CutReply(0));
        try (var in = S3.bucket().read("cut-always")) {
            assertSays(failure(in::readAllBytes), "broke 10 times", "cut-always", "each time after 4 of 10 bytes");
        }
    }

    @Test
    void doesNotMixTwoVersionsInOneRead() throws IOException {
        S3.bucket().put("mixed", "0123456789");
        var get = Asked.path("mixed").and(Asked.method("GET"));
        S3.store().fail(1, get, new Fault.CutReply(4));
        S3.store().fail(1, get, new Fault.First(() -> other.put("mixed", "abcdefghij")));
        try (var in = S3.bucket().read("mixed")) {
            assertSays(failure(in::readAllBytes), "cannot read mixed", "it has changed meanwhile");
        }
    }

    @Test
    void findsASmallObjectThoughTheConnectionBreaks() {
        S3.bucket().put("cut-small", "0123456789");
        S3.store().fail(3, Asked.path("cut-small").and(Asked.method("GET")), new Fault.CutReply(4));
        assertEquals(
                "0123456789", S3.bucket().find("cut-small", 100).orElseThrow().text());
    }

    @Test
    void doesNotWaitForeverForAnAnswer() {
        S3.store().fail(1, Asked.path("slow"), new Fault.Delay(Duration.ofSeconds(60)));
        try (var impatient = Buckets.open(S3.store().settings(), Variants.small(Duration.ofSeconds(2)))) {
            impatient.put("slow", "x");
        }
        assertEquals("x", other.find("slow", 10).orElseThrow().text());
        assertTrue(S3.store().count(Asked.path("slow")) > 1);
    }

    @Test
    void tellsHowFarTheClocksAreApart() {
        S3.store().fail(1, Asked.method("HEAD"), new Fault.ShiftDate(Duration.ofMinutes(-7)));
        var skew = S3.bucket().skew();
        assertTrue(skew.minus(Duration.ofMinutes(7)).abs().compareTo(Duration.ofSeconds(60)) < 0, skew::toString);
    }

    @Test
    void saysWhenAnAnswerHasNoDate() {
        S3.store().fail(1, Asked.method("HEAD"), new Fault.LoseHeader("date"));
        assertSays(failure(S3.bucket()::now), "the store does not tell its time");
    }
}
