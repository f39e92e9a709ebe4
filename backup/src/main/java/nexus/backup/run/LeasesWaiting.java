package nexus.backup.run;

import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;

/// Leases for which a program waits while another one holds them.
///
/// @param longest time that it waits
/// @param pause   between two tries
record LeasesWaiting(Leases leases, Duration longest, Duration pause) implements Leases {
    private static final System.Logger LOG = System.getLogger(LeasesWaiting.class.getName());
    private static final Duration SILENCE = Duration.ofMinutes(1);

    @Override
    public Lease acquire(String key, LeaseTerms terms) {
        var start = System.nanoTime();
        long told = start - SILENCE.toNanos();
        while (true) {
            try {
                return leases.acquire(key, terms);
            } catch (LeaseHeldException e) {
                if (System.nanoTime() - start >= longest.toNanos()) throw e;
                if (System.nanoTime() - told >= SILENCE.toNanos()) {
                    LOG.log(INFO, "Waiting for a lease: " + e.getMessage());
                    told = System.nanoTime();
                }
                rest(e);
            }
        }
    }

    private void rest(LeaseHeldException held) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw held;
        }
    }
}
