package nexus.backup.run;

import java.time.Instant;
import java.util.List;

/// What a run consists of. Its JSON is `manifest.json`; all that a restore relies on stands here.
///
/// @param kind        what it saves
/// @param run         its name
/// @param name        of what is saved
/// @param tool        the program that wrote it, with its version
/// @param started     by the store's clock
/// @param finished    by the store's clock
/// @param only        the namespaces that were asked for; empty where all were, and only such runs count for
///                    retention
/// @param source      what it was read from
/// @param consistency what its documents have in common
/// @param recipients  public keys whose identities open it
/// @param fence       number of the lease it was written under; grows
/// @param entries     its objects, in the order of a restore
/// @param skipped     what was left out, and why
public record Manifest(
        Kind kind,
        RunId run,
        String name,
        String tool,
        Instant started,
        Instant finished,
        List<String> only,
        Source source,
        Consistency consistency,
        List<String> recipients,
        long fence,
        List<Entry> entries,
        List<Skipped> skipped) {
    /// The version of this format.
    public static final int FORMAT = 1;

    public Manifest {
        only = List.copyOf(only);
        recipients = List.copyOf(recipients);
        entries = List.copyOf(entries);
        skipped = List.copyOf(skipped);
    }

    /// Something that was left out.
    public record Skipped(String namespace, String why) {}

    /// Whether all of the source was asked for.
    public boolean isWhole() {
        return only.isEmpty();
    }

    /// Of all objects, before compression.
    public long bytes() {
        return entries.stream().mapToLong(Entry::bytes).sum();
    }

    /// Of all objects, as they lie in the bucket.
    public long storedBytes() {
        return entries.stream().mapToLong(Entry::storedBytes).sum();
    }

    /// In all objects.
    public long documents() {
        return entries.stream().mapToLong(Entry::documents).sum();
    }
}
