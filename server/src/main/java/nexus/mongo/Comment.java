package nexus.mongo;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// The comments of one connection's operations: each is unlike any other, so that an operation can be found among
/// those a server runs, and in its log and profile.
public final class Comment {
    /// The `traceparent` of the call that an operation belongs to; whoever makes the call binds it.
    public static final ScopedValue<String> TRACE = ScopedValue.newInstance();

    private final String prefix =
            "nexus " + Long.toString(ThreadLocalRandom.current().nextLong(1L << 48), 36) + "-";
    private final AtomicLong last = new AtomicLong();

    Comment() {}

    /// The comment of the next operation.
    String next() {
        var tag = prefix + Long.toString(last.incrementAndGet(), 36);
        var trace = TRACE.orElse("");
        return trace.isEmpty() ? tag : tag + " traceparent=" + trace;
    }
}
