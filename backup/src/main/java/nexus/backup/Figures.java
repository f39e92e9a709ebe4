package nexus.backup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.backup.metrics.Sample;
import nexus.backup.run.Consistency;
import nexus.backup.run.Entry;

/// How much a word has worked on, as metrics.
final class Figures {
    private Figures() {}

    static List<Sample> of(List<Entry> entries, Optional<Consistency> consistency) {
        var samples = new ArrayList<Sample>();
        samples.add(Sample.of(
                "nexus_backup_bytes",
                "What it has worked on, before compression.",
                entries.stream().mapToLong(Entry::bytes).sum()));
        samples.add(Sample.of(
                "nexus_backup_stored_bytes",
                "The same, as it lies in the bucket.",
                entries.stream().mapToLong(Entry::storedBytes).sum()));
        samples.add(Sample.of(
                "nexus_backup_documents",
                "Documents in it.",
                entries.stream().mapToLong(Entry::documents).sum()));
        samples.add(Sample.of("nexus_backup_objects", "Objects of the bucket in it.", entries.size()));
        consistency.ifPresent(of -> samples.add(new Sample(
                "nexus_backup_consistency",
                "1 for the level of the run.",
                Map.of("level", of.level().word()),
                BigDecimal.ONE)));
        return samples;
    }
}
