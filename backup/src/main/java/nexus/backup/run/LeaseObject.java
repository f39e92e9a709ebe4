package nexus.backup.run;

import java.time.Instant;
import java.util.Optional;
import nexus.backup.store.Bucket;
import nexus.backup.store.Content;
import nexus.backup.store.Stored;

/// The object of a lease in a bucket.
record LeaseObject(Bucket bucket, String name) implements LeaseCell {
    private static final int MOST = 16 << 10;

    @Override
    public Optional<Content> find() {
        return bucket.find(name, MOST);
    }

    @Override
    public Optional<Stored> putNew(String text) {
        return bucket.putNew(name, text);
    }

    @Override
    public Optional<Stored> replace(String text, String etag) {
        return bucket.replace(name, text, etag);
    }

    @Override
    public Instant now() {
        return bucket.now();
    }
}
