package nexus.embedded;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Choices that come out the same on every start.
record Dice(RandomGenerator random) {
    /// Each collection throws its own dice, so that a change to one leaves the others as they were.
    static Dice of(long seed) {
        return new Dice(new SplittableRandom(seed));
    }

    /// A whole number; both bounds are included.
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /// At least one; small numbers come more often.
    int few(int most) {
        return between(1, between(1, most));
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// Prefers the front of the list: a few customers buy much, most buy little.
    <T> T oneOfTheFirst(List<T> of) {
        return of.get(random.nextInt(1 + random.nextInt(of.size())));
    }

    /// A length of time below the given one, in whole seconds.
    Duration within(Duration most) {
        return Duration.ofSeconds(random.nextLong(most.toSeconds()));
    }
}
