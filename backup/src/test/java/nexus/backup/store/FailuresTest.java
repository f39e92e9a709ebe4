package nexus.backup.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nexus.backup.testing.Asked;
import nexus.backup.testing.Fault;
import nexus.backup.testing.FaultyS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// What the messages say.
class FailuresTest {
    private static final int ALWAYS = Integer.MAX_VALUE;

    @RegisterExtension
    private static final FaultyS3 S3 = new FaultyS3();

    private static String failure(Settings settings, AwsCredentialsProvider keys, Consumer<Bucket> deed) {
        try (var bucket = Buckets.open(settings, Buckets.PATIENCE, () -> keys)) {
            return failure(bucket, deed);
        }
    }

    private static String failure(Bucket bucket, Consumer<Bucket> deed) {
        var all = new StringBuilder();
        var failure = assertThrows(StoreException.class, () -> deed.accept(bucket));
        for (Throwable e = failure; e != null; e = e.getCause()) all.append(e).append('\n');
        assertFalse(all.toString().contains(Buckets.SECRET), "a secret is printed");
        return failure.getMessage();
    }

    private static AwsCredentialsProvider right() {
        return Buckets.keys(Buckets.ID, Buckets.SECRET);
    }

    private static void assertSays(String message, String... words) {
        for (var word : words) assertTrue(message.contains(word), () -> "«" + word + "» is not in: " + message);
    }

    @Test
    void aWrongSecret() {
        var message = failure(
                S3.peer().settings(),
                Buckets.keys(Buckets.ID, "wrong-" + Buckets.ID),
                bucket -> bucket.put("key", "x"));
        assertSays(
                message,
                "cannot write key in bucket backups at http://127.0.0.1:",
                "it refuses the credentials",
                "AWS_SECRET_ACCESS_KEY",
                "SignatureDoesNotMatch");
        assertFalse(message.contains("wrong-"), "a wrong secret is one too");
    }

    @Test
    void anUnknownKey() {
        assertSays(
                failure(S3.peer().settings(), Buckets.keys("nobody", Buckets.SECRET), bucket -> bucket.put("key", "x")),
                "it refuses the credentials",
                "AWS_ACCESS_KEY_ID");
    }

    @Test
    void noSuchBucket() {
        var settings = Variants.inBucket(S3.peer().settings(), "nowhere");
        for (Consumer<Bucket> deed : List.<Consumer<Bucket>>of(
                bucket -> bucket.put("key", "x"),
                bucket -> bucket.list("", _ -> {}),
                bucket -> bucket.find("key", 10),
                bucket -> bucket.read("key"),
                Bucket::now))
            assertSays(
                    failure(settings, right(), deed),
                    "bucket nowhere at http",
                    "there is no such bucket; make it, or set backup.store.bucket");
    }

    @Test
    void nothingThatListens() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        var settings = Variants.at(S3.peer().settings(), "http://127.0.0.1:" + port);
        assertSays(
                failure(settings, right(), bucket -> bucket.put("key", "x")),
                "cannot write key",
                "nothing answers at http://127.0.0.1:" + port,
                "backup.store.endpoint",
                "10 attempts");
    }

    @Test
    void aHostWithoutAddress() {
        assertSays(
                failure(
                        Variants.at(S3.peer().settings(), "http://store.invalid:9000"),
                        right(),
                        bucket -> bucket.put("key", "x")),
                "no address is known for the host of http://store.invalid:9000",
                "DNS");
    }

    @Test
    void aStoreThatSpeaksNoTls() {
        var settings = Variants.at(
                S3.peer().settings(),
                "https://127.0.0.1:" + S3.peer().endpoint().getPort());
        assertSays(failure(settings, right(), bucket -> bucket.put("key", "x")), "TLS with https://127.0.0.1:");
    }

    /// @param method     of the request that is refused
    /// @param permission that is missing
    record Denied(String method, Consumer<Bucket> deed, String permission, String resource) {
        @Override
        public String toString() {
            return permission;
        }
    }

    static Stream<Denied> denied() {
        return Stream.of(
                new Denied("PUT", bucket -> bucket.put("k/ey", "x"), "s3:PutObject", "backups/k/ey"),
                new Denied("GET", bucket -> bucket.find("k/ey", 10), "s3:GetObject", "backups/k/ey (where it is not"),
                new Denied("GET", bucket -> bucket.list("k/", _ -> {}), "s3:ListBucket", "backups,"),
                new Denied("POST", bucket -> bucket.delete(List.of("k/ey")), "s3:DeleteObject", "backups/k/ey"),
                new Denied(
                        "GET",
                        bucket -> bucket.sweep("k/", Instant.EPOCH),
                        "s3:ListBucketMultipartUploads",
                        "backups,"),
                new Denied("HEAD", bucket -> bucket.head("k/ey"), "s3:GetObject", "backups/k/ey"),
                new Denied("HEAD", Bucket::now, "s3:ListBucket", "backups,"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("denied")
    void aPermissionThatIsMissing(Denied denied) {
        S3.store().fail(1, Asked.method(denied.method), new Fault.Answer(403, "AccessDenied"));
        assertSays(
                failure(S3.store().settings(), right(), denied.deed),
                "it is not allowed; grant " + denied.permission + " on arn:aws:s3:::" + denied.resource);
    }

    @Test
    void aRefusalThatDoesNotSayWhetherTheKeysAreWrong() {
        S3.store().fail(1, Asked.method("HEAD"), new Fault.Answer(403, "AccessDenied"));
        assertSays(failure(S3.store().settings(), right(), Bucket::now), "it is not allowed", "AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void singleKeysThatCannotBeDeleted() {
        S3.store().fail(1, Asked.method("POST"), new Fault.Say(200, """
                <DeleteResult><Error><Key>a</Key><Code>AccessDenied</Code></Error></DeleteResult>"""));
        assertSays(
                failure(S3.store().settings(), right(), bucket -> bucket.delete(List.of("a", "b"))),
                "cannot delete 1 of 2 objects in bucket backups",
                "a (AccessDenied)",
                "s3:DeleteObject");
    }

    @Test
    void encryptionThatTheStoreDoesNotKnow() {
        for (var sse : List.of(Settings.Sse.AES256, Settings.Sse.KMS)) {
            S3.store().fail(1, Asked.method("PUT"), new Fault.Answer(501, "NotImplemented"));
            assertSays(
                    failure(Variants.of(S3.store().settings(), sse), right(), bucket -> bucket.put("key", "x")),
                    "the store does not know how to do that",
                    "backup.store.sse: none");
        }
    }

    @Test
    void asksForTheEncryptionOfTheSettings() {
        S3.store().fail(ALWAYS, Asked.method("PUT").or(Asked.method("POST")), new Fault.Answer(501, "NotImplemented"));
        for (var sse : List.of(Settings.Sse.AES256, Settings.Sse.KMS)) {
            failure(Variants.of(S3.store().settings(), sse), right(), bucket -> bucket.put(sse + "/put", "x"));
            failure(Variants.of(S3.store().settings(), sse), right(), bucket -> {
                try (var upload = bucket.upload(sse + "/upload", 0)) {
                    upload.write(new byte[6 << 20], 0, 6 << 20);
                }
            });
        }
        assertEquals(List.of("AES256", "AES256"), encryptions("AES256/"));
        assertEquals(List.of("aws:kms", "aws:kms"), encryptions("KMS/"));
    }

    private static List<String> encryptions(String prefix) {
        return S3.store().asked().stream()
                .filter(Asked.path(prefix))
                .map(asked -> asked.header("x-amz-server-side-encryption").orElse("none"))
                .toList();
    }

    @Test
    void anotherRegion() {
        S3.store().fail(ALWAYS, Asked.path("key"), new Fault.Answer(400, "AuthorizationHeaderMalformed"));
        assertSays(
                failure(S3.store().settings(), right(), bucket -> bucket.put("key", "x")),
                "the bucket is not in region us-east-1; set backup.store.region");
    }

    @Test
    void aClockThatIsFarOff() {
        S3.store().fail(ALWAYS, Asked.path("skewed"), new Fault.Answer(403, "RequestTimeTooSkewed"));
        assertSays(
                failure(S3.store().settings(), right(), bucket -> bucket.put("skewed", "x")),
                "the clock of this machine is too far from the store's; set it");
    }

    @Test
    void looksForCredentialsOnceMoreWhenTheyHaveExpired() {
        var looked = new AtomicInteger();
        S3.store().fail(1, Asked.path("expired-once"), new Fault.Answer(400, "ExpiredToken"));
        try (var bucket = Buckets.open(S3.store().settings(), Buckets.PATIENCE, () -> {
            looked.incrementAndGet();
            return right();
        })) {
            bucket.put("expired-once", "x");
            assertEquals(2, looked.get());
            S3.store().fail(1, Asked.path("expired-once").and(Asked.method("HEAD")), new Fault.Answer(400, ""));
            assertTrue(bucket.head("expired-once").isPresent(), "an answer to HEAD has no body that could say why");
            assertEquals(3, looked.get());
        }
    }

    @Test
    void expiredCredentialsThatNothingRenews() {
        S3.store().fail(ALWAYS, Asked.path("expired-ever"), new Fault.Answer(400, "ExpiredToken"));
        assertSays(
                failure(S3.store().settings(), right(), bucket -> bucket.put("expired-ever", "x")),
                "the credentials have expired",
                "give the job a role",
                "ExpiredToken");
        assertEquals(2, S3.store().count(Asked.path("expired-ever")), "one request, and one more");
    }

    @Test
    void anAnswerThatIsNoneOfAStore() {
        S3.store().fail(ALWAYS, Asked.path("teapot"), new Fault.Say(418, "I am a teapot"));
        assertSays(failure(S3.store().settings(), right(), bucket -> bucket.put("teapot", "x")), "it answered 418");
    }
}
