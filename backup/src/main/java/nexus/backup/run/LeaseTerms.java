package nexus.backup.run;

import java.time.Duration;

/// How a lease is held.
///
/// @param holder in words for people: a host or a pod
/// @param period of renewals, up to a day; after three that are missing the lease may be taken over
public record LeaseTerms(String holder, Duration period) {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MISSING = 3;
    private static final int TRUSTED = 2;
    /// Times of the store are to the second, cut off.
    private static final Duration BLUR = Duration.ofSeconds(1);

    public LeaseTerms {
        if (period.isNegative() || period.isZero() || period.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("a lease is not renewed each " + period);
    }

    public static LeaseTerms of(String holder) {
        return new LeaseTerms(holder, USUAL);
    }

    /// How long a holder relies on a renewal. It ends one period before anybody else may come.
    Duration trust() {
        return period.multipliedBy(TRUSTED);
    }

    /// The age of a renewal, as the store's clock tells it, from which on the lease may be taken over.
    Duration patience() {
        return period.multipliedBy(MISSING).plus(BLUR);
    }
}
