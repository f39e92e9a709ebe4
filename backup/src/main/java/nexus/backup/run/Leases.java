package nexus.backup.run;

import java.time.Duration;
import java.util.function.Function;
import nexus.backup.store.Bucket;

/// Where leases come from.
@FunctionalInterface
public interface Leases {
    /// Takes the lease of a key.
    ///
    /// @throws LeaseException if somebody else holds it
    Lease acquire(String key, LeaseTerms terms);

    /// The same, for which a program waits while another one holds them: one that was killed holds its lease until
    /// three renewals were missed.
    ///
    /// @param longest time that it waits
    default Leases waiting(Duration longest) {
        return new LeasesWaiting(this, longest, Duration.ofSeconds(5));
    }

    /// Leases that are objects in a bucket.
    static Leases in(Bucket bucket) {
        return (key, terms) -> {
            if (!bucket.keepsConditions(key.substring(0, key.lastIndexOf('/') + 1)))
                throw new LeaseException("the store does not keep conditions (If-Match, If-None-Match), so a lease"
                        + " in it keeps nobody out; take a store that does, or see to it that one program at a time"
                        + " runs, and say so");
            return LeaseKeeper.start(LeaseHold.acquire(new LeaseObject(bucket, key), terms, LeaseClock.SYSTEM));
        };
    }

    /// Leases that are objects anywhere else.
    ///
    /// @param cells the object of each key
    static Leases in(Function<String, LeaseCell> cells) {
        return (key, terms) -> LeaseKeeper.start(LeaseHold.acquire(cells.apply(key), terms, LeaseClock.SYSTEM));
    }

    /// No leases, for a store that cannot keep any, where the operator sees to it that one program at a time runs.
    /// Their fences grow with the store's clock.
    static Leases unguarded(Bucket bucket) {
        return (_, _) -> new LeaseUnguarded(bucket.now().getEpochSecond());
    }
}
