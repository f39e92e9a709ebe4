package nexus.backup.testing;

import java.io.IOException;
import nexus.backup.store.Bucket;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// An S3 server for the tests of a class, and a way to it that fails where a test wants it; mended after each.
public final class FaultyS3 implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private S3Peer peer;
    private FaultyStore store;
    private Bucket bucket;

    @Override
    public void beforeAll(ExtensionContext context) {
        peer = S3Peer.start();
        store = FaultyStore.before(peer);
        bucket = store.bucket();
    }

    /// The server.
    public S3Peer peer() {
        return peer;
    }

    /// The way to it.
    public FaultyStore store() {
        return store;
    }

    /// Its bucket, by that way.
    public Bucket bucket() {
        return bucket;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        store.mend();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (peer == null) return;
        bucket.close();
        store.close();
        peer.close();
    }
}
