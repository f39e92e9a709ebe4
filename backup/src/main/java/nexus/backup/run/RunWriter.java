package nexus.backup.run;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import nexus.backup.age.Recipient;
import nexus.backup.store.Bucket;

/// A run that is being written.
///
/// @param recipients whose identities open it; at least one
public record RunWriter(Bucket bucket, Layout layout, Kind kind, RunId run, List<Recipient> recipients) {
    private static final String SUFFIX = ".gz.age";

    public RunWriter {
        recipients = List.copyOf(recipients);
    }

    /// Begins an object.
    ///
    /// @param path          below the run, without `.gz.age`
    /// @param namespace     see [Entry#namespace]
    /// @param expectedBytes the most it may come to, before compression
    public ObjectWriter open(String path, String namespace, long expectedBytes) throws IOException {
        var whole = path + SUFFIX;
        return ObjectWriter.open(
                whole, namespace, bucket.upload(layout.run(kind, run) + whole, expectedBytes), recipients);
    }

    /// Another run in its place, later than this one, which stays behind without a marker.
    ///
    /// @param now by the store's clock
    public RunWriter anew(Instant now) {
        var later = run.began().plusSeconds(1);
        return new RunWriter(bucket, layout, kind, RunId.begin(now.isAfter(later) ? now : later), recipients);
    }

    /// Makes it a run: writes what it consists of, and then the marker.
    ///
    /// @param isMine checks that the lease is still held, right before the marker; throws if not
    public void complete(Manifest manifest, Runnable isMine) {
        var text = ManifestJson.write(manifest);
        bucket.put(layout.manifest(kind, run), text);
        isMine.run();
        var marker = Completion.of(manifest, text).write();
        if (!putNew(layout.complete(kind, run), marker))
            throw new DamageException(layout.complete(kind, run) + " is there already: another program wrote this run");
    }

    /// A store that keeps no conditions is asked first; what it says may be old.
    private boolean putNew(String key, String text) {
        if (bucket.keepsConditions(layout.kind(kind)))
            return bucket.putNew(key, text).isPresent();
        if (bucket.head(key).isPresent()) return false;
        bucket.put(key, text);
        return true;
    }
}
