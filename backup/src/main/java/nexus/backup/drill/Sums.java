package nexus.backup.drill;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nexus.backup.run.Entry;
import nexus.backup.run.Witness;

/// The sums of the objects of a run, made while it is verified.
public final class Sums implements Witness {
    private final Map<String, DocumentSum> byPath = new ConcurrentHashMap<>();

    @Override
    public void saw(Entry entry, byte[] bytes, int offset, int length) {
        byPath.computeIfAbsent(entry.path(), _ -> new DocumentSum()).add(bytes, offset, length);
    }

    /// The sum of an object, which is one of nothing where no document was seen.
    DocumentSum of(Entry entry) {
        return Optional.ofNullable(byPath.get(entry.path())).orElseGet(DocumentSum::new);
    }
}
