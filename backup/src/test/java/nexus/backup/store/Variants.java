package nexus.backup.store;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Settings that differ from others in one thing.
final class Variants {
    private Variants() {}

    static Settings withoutChecksums(Settings like) {
        return with(like, like.bucket(), like.endpoint().orElseThrow(), like.sse(), Settings.Checksums.NONE);
    }

    static Settings of(Settings like, Settings.Sse sse) {
        return with(like, like.bucket(), like.endpoint().orElseThrow(), sse, like.checksums());
    }

    static Settings inBucket(Settings like, String bucket) {
        return with(like, bucket, like.endpoint().orElseThrow(), like.sse(), like.checksums());
    }

    static Settings at(Settings like, String endpoint) {
        return with(like, like.bucket(), URI.create(endpoint), like.sse(), like.checksums());
    }

    private static Settings with(
            Settings like, String bucket, URI endpoint, Settings.Sse sse, Settings.Checksums checksums) {
        return new Settings(
                bucket,
                like.prefix(),
                Optional.of(endpoint),
                like.region(),
                like.pathStyle(),
                sse,
                like.sseKey(),
                like.partBytes(),
                checksums,
                like.timeout());
    }

    /// Little patience with requests that carry little.
    static Patience small(Duration attempt) {
        var like = Buckets.PATIENCE;
        return new Patience(
                like.attempts(),
                like.firstWait(),
                like.longestWait(),
                like.connect(),
                like.silence(),
                attempt,
                like.part(),
                like.abort());
    }

    static Calls calls(Settings settings) {
        var credentials = new Credentials(() -> Buckets.keys(Buckets.ID, Buckets.SECRET));
        return new Calls(Connection.open(settings, credentials, Buckets.PATIENCE), credentials, new Failures(settings));
    }
}
