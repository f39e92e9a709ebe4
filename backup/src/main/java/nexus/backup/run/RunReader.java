package nexus.backup.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import nexus.backup.age.Identity;
import nexus.backup.store.AlteredException;
import nexus.backup.store.Bucket;
import nexus.backup.store.Content;

/// A complete run that is being read.
///
/// @param hash of its manifest, in hex
public record RunReader(Bucket bucket, Layout layout, Manifest manifest, String hash) {
    /// The most that a marker or a mark may come to.
    static final int MARKER = 64 << 10;
    private static final int MANIFEST = 256 << 20;

    /// Opens a run: its marker and its manifest.
    ///
    /// @throws IncompleteException if it has no marker
    /// @throws DamageException     if the marker or the manifest is not what it should be
    public static RunReader open(Bucket bucket, Layout layout, Kind kind, RunId run) {
        var markerKey = layout.complete(kind, run);
        var marker = find(bucket, markerKey, MARKER)
                .map(content -> Completion.read(markerKey, content.text()))
                .orElseThrow(() -> new IncompleteException("run " + run + " is not complete: " + markerKey
                        + " is missing, so the program that wrote it did not come to its end"));
        var key = layout.manifest(kind, run);
        var text = find(bucket, key, MANIFEST)
                .map(Content::text)
                .orElseThrow(() -> new DamageException(key + " is missing"));
        if (!Hashes.sha256(text).equals(marker.manifest()))
            throw new DamageException(key + " is not the one that " + markerKey + " speaks of");
        var manifest = ManifestJson.read(key, text);
        if (manifest.kind() != kind
                || !manifest.run().equals(run)
                || !marker.run().equals(run))
            throw new DamageException(key + " belongs to run " + manifest.run() + " of kind "
                    + manifest.kind().word());
        return new RunReader(bucket, layout, manifest, marker.manifest());
    }

    private static Optional<Content> find(Bucket bucket, String key, int most) {
        try {
            return bucket.find(key, most);
        } catch (AlteredException e) {
            throw new DamageException(String.valueOf(e.getMessage()));
        }
    }

    /// The key of an object.
    public String key(Entry entry) {
        return layout.run(manifest.kind(), manifest.run()) + entry.path();
    }

    /// Opens an object: decrypted and decompressed. What is read is compared with the manifest at its end, so
    /// whoever relies on it has to read to the end.
    ///
    /// @throws IOException if it cannot be opened with these identities
    public ObjectReader read(Entry entry, List<Identity> identities) throws IOException {
        return read(entry, identities, _ -> {});
    }

    /// The same.
    ///
    /// @param progress hears of bytes as they lie in the bucket
    public ObjectReader read(Entry entry, List<Identity> identities, LongConsumer progress) throws IOException {
        return ObjectReader.open(key(entry), stored(entry, progress), entry, identities);
    }

    /// Opens an object as it lies in the bucket, for who only compares its hash.
    ObjectReader readStored(Entry entry, LongConsumer progress) {
        return ObjectReader.stored(key(entry), stored(entry, progress), entry);
    }

    private Measured stored(Entry entry, LongConsumer progress) {
        return new Measured(bucket.read(key(entry)), progress);
    }
}
