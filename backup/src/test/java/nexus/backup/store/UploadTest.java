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
import nexus.backup.testing.FaultyS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {
    private static final int PART = 5 << 20;

    @RegisterExtension
    private static final FaultyS3 S3 = new FaultyS3();

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static List<String> uploads() {
        return S3.bucket().sweep("up/", Instant.now().plus(Duration.ofDays(1)));
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 12_345})
    void makesAnObjectOfWhatIsWritten(int count) throws IOException {
        var bytes = bytes(count);
        try (var upload = S3.bucket().upload("up/" + count, count)) {
            for (int from = 0; from < count; from += 77_777) upload.write(bytes, from, Math.min(77_777, count - from));
            assertEquals(Optional.empty(), S3.bucket().head("up/" + count), "nobody sees it before it is whole");
            assertEquals(count, upload.finish().bytes());
        }
        try (var in = S3.bucket().read("up/" + count)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
        assertEquals(List.of(), uploads());
    }

    @Test
    void sendsAnObjectOfOnePartInOneRequest() throws IOException {
        try (var upload = S3.bucket().upload("up/single", PART)) {
            upload.write(bytes(PART));
            upload.finish();
        }
        assertEquals(1, S3.store().count(Asked.path("up/single").and(Asked.method("PUT"))));
        assertEquals(0, S3.store().count(Asked.path("up/single").and(Asked.method("POST"))));
    }

    @Test
    void writesSingleBytes() throws IOException {
        try (var upload = S3.bucket().upload("up/bytes", 3)) {
            for (int one : new int[] {0, 127, 255}) upload.write(one);
            upload.finish();
        }
        assertArrayEquals(new byte[] {0, 127, -1}, S3.bucket().read("up/bytes").readAllBytes());
    }

    @Test
    void neverFramesTheBody() throws IOException {
        try (var upload = S3.bucket().upload("up/frames", 0)) {
            upload.write(bytes(PART + 1));
            upload.finish();
        }
        var puts = S3.store().asked().stream()
                .filter(Asked.path("up/frames").and(Asked.method("PUT")))
                .toList();
        assertEquals(2, puts.size());
        for (var put : puts) {
            assertEquals(Optional.empty(), put.header("content-encoding"));
            assertEquals(
                    Digest.of(put.body()).base64(),
                    put.header("x-amz-checksum-sha256").orElseThrow());
        }
    }

    @Test
    void sendsNoChecksumsWhereItIsToldTo() throws IOException {
        try (var plain = Buckets.open(Variants.withoutChecksums(S3.store().settings()))) {
            try (var upload = plain.upload("up/plain", 0)) {
                upload.write(bytes(PART + 1));
                upload.finish();
            }
            plain.put("up/plain-small", "x");
            plain.delete(List.of("up/plain-small"));
            assertEquals(PART + 1, plain.read("up/plain").readAllBytes().length);
        }
        var withChecksum = S3.store().asked().stream()
                .filter(Asked.path("plain"))
                .filter(asked -> asked.lines().stream().anyMatch(line -> line.contains("x-amz-checksum")))
                .toList();
        assertEquals(List.of(), withChecksum);
    }

    @Test
    void leavesNothingBehindWhenItIsGivenUp() {
        try (var upload = S3.bucket().upload("up/given-up", 0)) {
            upload.write(bytes(2 * PART), 0, 2 * PART);
        }
        assertEquals(Optional.empty(), S3.bucket().head("up/given-up"));
        assertEquals(List.of(), uploads());
    }

    @Test
    void leavesNothingBehindWhenItsThreadIsToldToStop() {
        try (var upload = S3.bucket().upload("up/stopped", 0)) {
            upload.write(bytes(2 * PART), 0, 2 * PART);
            Thread.currentThread().interrupt();
        }
        assertTrue(Thread.interrupted(), "whoever comes next has to know, too");
        assertEquals(List.of(), uploads());
    }

    @Test
    void isNotFinishedTwice() {
        try (var upload = S3.bucket().upload("up/twice", 0)) {
            upload.write(1);
            upload.finish();
            assertThrows(IllegalStateException.class, upload::finish);
            assertThrows(IllegalStateException.class, () -> upload.write(2));
        }
        assertEquals(1, S3.bucket().head("up/twice").orElseThrow().bytes());
    }

    @Test
    void saysWhenAnObjectComesToTooManyParts() {
        try (var calls = Variants.calls(S3.store().settings());
                var upload = new Upload(target(calls, "up/parts"), PART, 2)) {
            upload.write(bytes(3 * PART), 0, 3 * PART);
            var refusal = assertThrows(StoreException.class, upload::finish);
            assertTrue(
                    refusal.getMessage().startsWith("up/parts has come to 2 parts of 5242880 bytes"),
                    refusal.getMessage());
            assertTrue(refusal.getMessage().contains("backup.store.part-size"), refusal.getMessage());
        }
        assertEquals(List.of(), uploads());
    }

    private static Target target(Calls calls, String key) {
        return new Target(calls, S3.store().settings(), Buckets.PATIENCE, key, Duration.ofSeconds(60));
    }
}
