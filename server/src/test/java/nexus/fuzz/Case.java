package nexus.fuzz;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// One request that was made worse, and how its client behaves.
final class Case {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final List<Integer> CHANGES = List.of(0, 1, 1, 1, 1, 1, 2, 2, 3, 4);
    private static final List<Seed> CORPUS = Corpus.all();

    private final long seed;
    private final int index;
    private final Seed origin;
    private final RandomGenerator random;
    private final Request request;

    private Case(long seed, int index) {
        this.seed = seed;
        this.index = index;
        this.random = new SplittableRandom(seed + GOLDEN * index);
        this.origin = Mutator.pick(CORPUS, random);
        this.request = worse(origin.request(), Mutator.pick(CHANGES, random));
    }

    /// The case of a number: the same in every run.
    static Case of(long seed, int index) {
        return new Case(seed, index);
    }

    private Request worse(Request right, int changes) {
        var changed = right;
        for (int i = 0; i < changes; i++) {
            var family = Mutator.pick(Mutator.families(), random);
            changed = Mutator.pick(family, random).apply(changed, random);
        }
        return changed;
    }

    Request request() {
        return request;
    }

    /// The next request of the same client: now and then as it should be.
    Request next(Request right) {
        return worse(right, Mutator.pick(List.of(0, 0, 1, 1, 2), random));
    }

    /// Whether to do something that is done in one case of so many.
    boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    /// How many events to read before going away.
    int events() {
        return random.nextInt(1, 12);
    }

    /// How long to wait for the next event before going away.
    Duration patience() {
        return Duration.ofMillis(random.nextInt(20, 400));
    }

    @Override
    public String toString() {
        return "-Dnexus.fuzz.seed=" + seed + " -Dnexus.fuzz.case=" + index + " (from " + origin.name() + ")";
    }
}
