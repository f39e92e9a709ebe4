package nexus.backup.dump;

import java.util.List;
import nexus.backup.run.Consistency;
import nexus.backup.run.Entry;
import nexus.backup.run.Manifest.Skipped;
import nexus.backup.run.Source;

/// What a dump came to, for a manifest.
///
/// @param source      what was read
/// @param consistency what its documents have in common
/// @param entries     all metadata, then all documents, then the oplog where there is one, then `prelude.json`
/// @param skipped     what was asked for and left out, and why
public record Dumped(Source source, Consistency consistency, List<Entry> entries, List<Skipped> skipped) {
    public Dumped {
        entries = List.copyOf(entries);
        skipped = List.copyOf(skipped);
    }
}
