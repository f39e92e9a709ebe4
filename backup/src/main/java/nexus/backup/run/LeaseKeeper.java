package nexus.backup.run;

import static java.lang.System.Logger.Level.WARNING;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nexus.backup.store.Uninterrupted;

/// Renews a lease until it is closed.
final class LeaseKeeper implements Lease {
    private static final System.Logger LOG = System.getLogger(LeaseKeeper.class.getName());

    private final LeaseHold hold;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private LeaseKeeper(LeaseHold hold) {
        this.hold = hold;
        this.thread = Thread.ofVirtual().name("lease").unstarted(this::keep);
    }

    static LeaseKeeper start(LeaseHold hold) {
        var keeper = new LeaseKeeper(hold);
        keeper.thread.start();
        return keeper;
    }

    private void keep() {
        try {
            while (!hold.isLost() && !closing.await(hold.untilRenewal().toNanos(), TimeUnit.NANOSECONDS)) renew();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew() {
        try {
            hold.renew();
        } catch (RuntimeException e) {
            // Whatever it was: the next renewal may go well, and without one the lease is not relied on for long.
            LOG.log(WARNING, "a lease is not renewed: {0}", e.getMessage());
        }
    }

    @Override
    public long fence() {
        return hold.fence();
    }

    @Override
    public void check() {
        hold.check();
    }

    /// A renewal that is under way is waited for: two writes at once would take each other for somebody else's.
    @Override
    public void close() {
        closing.countDown();
        Uninterrupted.run(this::release);
    }

    private void release() {
        try {
            if (thread.join(hold.terms().trust())) hold.release();
            else LOG.log(WARNING, "a lease is not given back, since its renewal takes long; it is free after a while");
        } catch (RuntimeException e) {
            LOG.log(WARNING, "a lease is not given back; it is free after a while: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
