package nexus.backup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import nexus.backup.store.Bucket;
import nexus.backup.store.Buckets;
import nexus.backup.store.Settings;
import org.junit.jupiter.api.Assumptions;

/// A real S3 server, s3proxy, for tests.
public final class S3Peer implements AutoCloseable {
    public static final String BUCKET = S3Proxy.BUCKET;

    private static final String MISSING =
            "no s3proxy; run ops/check, which fetches it, or name the folder of its jars in" + " NEXUS_S3PROXY";
    private final S3Proxy proxy;

    private S3Peer(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /// Whether this machine has its jars.
    public static boolean isAvailable() {
        return S3Proxy.isAvailable();
    }

    /// Skips the test, loudly, where there is no s3proxy.
    public static void assumeAvailable() {
        if (!isAvailable()) System.out.println("SKIPPED: " + MISSING);
        Assumptions.assumeTrue(isAvailable(), MISSING);
    }

    /// Starts it with one empty bucket, and waits until it listens.
    public static S3Peer start() {
        assumeAvailable();
        return new S3Peer(S3Proxy.start());
    }

    /// What it has complained about.
    public String log() {
        return proxy.log();
    }

    public URI endpoint() {
        return proxy.endpoint();
    }

    /// Settings for its bucket.
    public Settings settings() {
        return Buckets.settings(endpoint(), BUCKET);
    }

    /// Opens its bucket, with little patience.
    public Bucket bucket() {
        return Buckets.open(settings());
    }

    /// The environment of a program that uses its bucket.
    public Map<String, String> environment() {
        return Buckets.environment(settings());
    }

    /// Turns one bit of an object where it lies.
    public void damage(String key, int offset) {
        var file = proxy.file(key);
        try {
            var bytes = Files.readAllBytes(file);
            bytes[offset] ^= 1;
            // In place: what the server knows of an object lies in attributes of its file.
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
