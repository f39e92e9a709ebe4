package nexus.mongo;

import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the sockets of a client as the driver tells of them.
final class Pool implements ConnectionPoolListener {
    /// Where it is bound, a thread learns that it was given a socket: only then can its command have been sent.
    static final ScopedValue<AtomicBoolean> TAKEN = ScopedValue.newInstance();

    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger checkedOut = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int max;

    Pool(int max) {
        this.max = max;
    }

    PoolStats stats() {
        return new PoolStats(size.get(), checkedOut.get(), max, waiting.get());
    }

    @Override
    public void connectionCreated(ConnectionCreatedEvent event) {
        size.incrementAndGet();
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        size.decrementAndGet();
    }

    @Override
    public void connectionCheckOutStarted(ConnectionCheckOutStartedEvent event) {
        waiting.incrementAndGet();
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        waiting.decrementAndGet();
        checkedOut.incrementAndGet();
        if (TAKEN.isBound()) TAKEN.get().set(true);
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
        waiting.decrementAndGet();
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        checkedOut.decrementAndGet();
    }
}
