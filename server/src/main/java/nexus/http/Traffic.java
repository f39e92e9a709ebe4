package nexus.http;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts the calls at work, and turns more of them away than the server can take.
public final class Traffic {
    private final int maxCalls;
    private final AtomicInteger calls = new AtomicInteger();

    /// @param maxCalls most calls at work at once
    public Traffic(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    /// Takes a place for one call; a place taken must be [left][#leave()].
    ///
    /// @return whether there was one
    boolean enter() {
        if (calls.incrementAndGet() <= maxCalls) return true;
        calls.decrementAndGet();
        return false;
    }

    void leave() {
        calls.decrementAndGet();
    }

    /// Calls at work now.
    public int active() {
        return calls.get();
    }
}
