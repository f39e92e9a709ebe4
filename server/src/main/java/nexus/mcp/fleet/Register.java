package nexus.mcp.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Numbers that can be spent once. Bounded: where too many are open the oldest is forgotten, and then not accepted.
public final class Register {
    /// What spending came to.
    public enum Spent {
        /// It was open: go ahead, once.
        NOW,
        /// Somebody was first.
        BEFORE,
        /// It is not known here (any more).
        UNKNOWN
    }

    private static final int MOST = 10_000;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Instant expiry, boolean isOpen) {}

    /// A new number.
    ///
    /// @param life how long it can be spent, and is remembered after it was
    public synchronized String issue(Duration life) {
        forget();
        var number = UUID.randomUUID().toString();
        entries.put(number, new Entry(Instant.now().plus(life), true));
        return number;
    }

    /// Spends a number.
    public synchronized Spent spend(String number) {
        var entry = entries.get(number);
        if (entry == null || !entry.expiry().isAfter(Instant.now())) return Spent.UNKNOWN;
        entries.replace(number, new Entry(entry.expiry(), false));
        return entry.isOpen() ? Spent.NOW : Spent.BEFORE;
    }

    private void forget() {
        var now = Instant.now();
        for (Iterator<Entry> oldest = entries.values().iterator(); oldest.hasNext(); ) {
            var entry = oldest.next();
            if (entries.size() < MOST && entry.expiry().isAfter(now)) return;
            oldest.remove();
        }
    }
}
