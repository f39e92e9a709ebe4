package nexus.fuzz;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what became of the cases: a fuzzer that is always turned away at the door finds nothing.
final class Tally {
    private final Map<String, AtomicInteger> counts = new ConcurrentSkipListMap<>();

    void count(String what) {
        counts.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet();
    }

    int of(String what) {
        var count = counts.get(what);
        return count == null ? 0 : count.get();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
