package nexus.backup.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import nexus.backup.testing.S3rverPeer;
import org.junit.jupiter.api.Test;

class LeasesTest {
    @Test
    void refusesAStoreThatKeepsNoConditions() {
        try (var peer = S3rverPeer.start();
                var bucket = peer.bucket()) {
            var refusal = assertThrows(LeaseException.class, () -> Lease.acquire(bucket, "kind/LEASE", "a"));
            assertTrue(refusal.getMessage().startsWith("the store does not keep conditions"), refusal.getMessage());
            assertEquals(Optional.empty(), bucket.head("kind/LEASE"));
        }
    }

    @Test
    void waitsForOneThatIsHeldAsLongAsItIsTold() {
        var tries = new AtomicInteger();
        Leases held = (_, _) -> {
            if (tries.incrementAndGet() < 3) throw new LeaseHeldException("somebody holds it");
            return new LeaseUnguarded(7);
        };
        var terms = LeaseTerms.of("a");
        assertThrows(LeaseHeldException.class, () -> held.waiting(Duration.ZERO).acquire("kind/LEASE", terms));
        assertEquals(1, tries.get());
        var patient = new LeasesWaiting(held, Duration.ofMinutes(1), Duration.ofMillis(1));
        try (var lease = patient.acquire("kind/LEASE", terms)) {
            assertEquals(7, lease.fence());
        }
        assertEquals(3, tries.get());
    }

    @Test
    void goesWithoutWhereItIsTold() {
        try (var peer = S3rverPeer.start();
                var bucket = peer.bucket();
                var lease = Leases.unguarded(bucket).acquire("kind/LEASE", LeaseTerms.of("a"))) {
            lease.check();
            assertTrue(lease.fence() > 1_700_000_000, "fences grow with the store's clock");
        }
    }
}
