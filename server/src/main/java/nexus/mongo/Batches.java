package nexus.mongo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many documents to ask for at a time. The driver holds a reply whole, and MongoDB fills it up to 16 MiB; what the
/// last answer held tells how many documents make a reply of moderate size.
final class Batches {
    private static final int REPLY_BYTES = 2 << 20;
    /// Where nothing is known yet. A find with the usual limit is one round trip all the same.
    private static final int FIRST = 16;

    private static final int MOST_REMEMBERED = 1_000;

    /// Bytes of a document, on the average of the last answer, by operation.
    private final Map<String, Integer> means = new ConcurrentHashMap<>();

    int size(Operation operation, int wanted) {
        var mean = means.get(key(operation));
        return Math.min(wanted, mean == null ? FIRST : Math.max(REPLY_BYTES / mean, 1));
    }

    void learn(Operation operation, Page page) {
        if (page.seen() == 0) return;
        if (means.size() >= MOST_REMEMBERED) means.clear();
        means.put(key(operation), Math.toIntExact(page.seenBytes() / page.seen()));
    }

    private static String key(Operation operation) {
        return operation.name() + " " + operation.target();
    }
}
