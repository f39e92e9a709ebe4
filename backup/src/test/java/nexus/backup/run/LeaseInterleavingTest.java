package nexus.backup.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nexus.backup.store.StoreException;
import org.junit.jupiter.api.Test;

/// Several holders and one object: what they do lies anyhow within what the others do, requests and answers take their
/// time or get lost, and holders are paused. `-Dnexus.lease.seed=N` plays one case again.
class LeaseInterleavingTest {
    private static final int CASES = Boolean.getBoolean("tests.long") ? 10_000 : 200;
    private static final int STEPS = 60;
    private static final int HOLDERS = 4;
    private static final int DEEPEST = 2;

    @Test
    void neverTwoHoldItAndFencesGrow() {
        var only = Optional.ofNullable(Long.getLong("nexus.lease.seed"));
        long first = only.orElseGet(() -> Boolean.getBoolean("tests.long") ? System.nanoTime() : 20_261_131L);
        System.out.println("leases: " + CASES + " cases from -Dnexus.lease.seed=" + first);
        int acquired = 0;
        int lost = 0;
        for (long seed = first; seed < first + (only.isPresent() ? 1 : CASES); seed++) {
            var play = new Play(seed);
            play.run();
            acquired += play.fences.size();
            lost += play.lost;
        }
        if (only.isEmpty())
            assertTrue(acquired > CASES * 10 && lost > CASES * 3, acquired + " acquired, " + lost + " lost");
    }

    private static final class Actor {
        private Optional<LeaseHold> hold = Optional.empty();
        private boolean isBusy;
        private final LeaseClock clock;
        private final String name;

        private Actor(String name, LeaseClock clock) {
            this.name = name;
            this.clock = clock;
        }

        private boolean isValid() {
            return hold.filter(Actor::holds).isPresent();
        }

        private static boolean holds(LeaseHold hold) {
            try {
                hold.check();
                return true;
            } catch (LeaseException e) {
                return false;
            }
        }
    }

    private static final class Play {
        private final long seed;
        private final Random random;
        private final FakeCell cell = new FakeCell();
        private final List<Actor> actors = new ArrayList<>();
        private final List<Long> fences = new ArrayList<>();
        private int lost;
        private int depth;

        private Play(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            for (int i = 0; i < HOLDERS; i++)
                actors.add(new Actor("holder-" + i, cell.clock(Duration.ofMinutes(random.nextInt(-600, 600)))));
            cell.disturb(this::travel, this::travel);
        }

        private void run() {
            for (int i = 0; i < STEPS; i++) step();
            assertEquals(fences.size(), new HashSet<>(fences).size(), this::toString);
            for (int i = 1; i < fences.size(); i++) {
                int here = i;
                assertTrue(
                        fences.get(i) > fences.get(i - 1),
                        () -> this + ": fences " + fences.subList(here - 1, here + 1));
            }
        }

        private void step() {
            cell.pass(Duration.ofMillis(random.nextInt(25_000)));
            inspect();
            var actor = actors.get(random.nextInt(HOLDERS));
            if (actor.isBusy) return;
            actor.isBusy = true;
            try {
                act(actor);
            } catch (StoreException e) {
                // The holder does not know what became of its request.
            } finally {
                actor.isBusy = false;
            }
            inspect();
        }

        private void act(Actor actor) {
            if (actor.hold.isEmpty()) acquire(actor);
            else if (random.nextInt(6) == 0) release(actor);
            else if (random.nextInt(8) == 0) cell.pass(Duration.ofSeconds(random.nextInt(300)));
            else renew(actor);
        }

        private void acquire(Actor actor) {
            try {
                actor.hold = Optional.of(LeaseHold.acquire(cell, LeaseTerms.of(actor.name), actor.clock));
            } catch (LeaseException e) {
                // Somebody else has it.
            }
        }

        private void renew(Actor actor) {
            actor.hold.orElseThrow().renew();
            if (!actor.hold.orElseThrow().isLost()) return;
            lost++;
            actor.hold = Optional.empty();
        }

        private static void release(Actor actor) {
            try {
                actor.hold.orElseThrow().release();
            } finally {
                actor.hold = Optional.empty();
            }
        }

        /// A request or an answer under way.
        private void travel() {
            record();
            if (random.nextInt(10) == 0) FakeCell.breaks().run();
            cell.pass(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 90_000 : 1_000)));
            if (depth >= DEEPEST) return;
            depth++;
            for (int i = random.nextInt(-2, 3); i > 0; i--) step();
            depth--;
        }

        /// Each acquisition that the store has seen, in its order.
        private void record() {
            if (!cell.isThere()) return;
            long fence = cell.state().fence();
            if (fences.isEmpty() || fences.getLast() != fence) fences.add(fence);
        }

        private void inspect() {
            record();
            var valid = actors.stream().filter(Actor::isValid).toList();
            assertTrue(
                    valid.size() <= 1,
                    () -> this + ": " + valid.stream().map(actor -> actor.name).toList());
            valid.forEach(actor -> assertEquals(
                    cell.state().fence(), actor.hold.orElseThrow().fence(), () -> this + ": " + actor.name));
        }

        @Override
        public String toString() {
            return "-Dnexus.lease.seed=" + seed;
        }
    }
}
