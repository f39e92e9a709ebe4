package nexus.backup.store;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Buckets of tests: credentials are given, and patience is short.
public final class Buckets {
    public static final String ID = "nexus-tests";
    public static final String SECRET = "the-secret-of-the-tests";

    static final Patience PATIENCE = new Patience(
            10,
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5));

    private Buckets() {}

    public static Settings settings(URI endpoint, String bucket) {
        return new Settings(
                bucket,
                "",
                Optional.of(endpoint),
                "us-east-1",
                true,
                Settings.Sse.NONE,
                Optional.empty(),
                5 << 20,
                Settings.Checksums.SHA256,
                Duration.ofMinutes(1));
    }

    public static Bucket open(Settings settings) {
        return open(settings, PATIENCE);
    }

    /// With credentials of its own.
    public static Bucket open(Settings settings, String id, String secret) {
        return open(settings, PATIENCE, () -> keys(id, secret));
    }

    static Bucket open(Settings settings, Patience patience) {
        return open(settings, patience, () -> keys(ID, SECRET));
    }

    static Bucket open(Settings settings, Patience patience, Supplier<AwsCredentialsProvider> source) {
        return Bucket.open(settings, new Credentials(source), patience);
    }

    static AwsCredentialsProvider keys(String id, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }

    /// What a program of its own needs to use a bucket.
    public static Map<String, String> environment(Settings settings) {
        return Map.of(
                "AWS_ACCESS_KEY_ID", ID,
                "AWS_SECRET_ACCESS_KEY", SECRET,
                "NEXUS_BACKUP_STORE_BUCKET", settings.bucket(),
                "NEXUS_BACKUP_STORE_ENDPOINT", settings.endpoint().orElseThrow().toString(),
                "NEXUS_BACKUP_STORE_PATH_STYLE", Boolean.toString(settings.pathStyle()));
    }
}
