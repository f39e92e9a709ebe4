package nexus.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/// Callers side by side, each of which calls again as soon as it is answered, until the time is up.
final class Load {
    private Load() {}

    /// One who calls.
    interface Caller {
        /// Calls once.
        ///
        /// @param number of the call, from 0
        /// @return how many bytes the answer had
        /// @throws IOException if the answer was wrong, or there was none
        int call(int number) throws IOException;
    }

    static Outcome run(List<? extends Caller> callers, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        var tallies = new ArrayList<Tally>();
        try (var threads = Executors.newFixedThreadPool(callers.size())) {
            var running = callers.stream()
                    .map(caller -> threads.submit(() -> new Tally().repeat(caller, end)))
                    .toList();
            for (var tally : running) tallies.add(outcome(tally));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return Outcome.of(
                tallies.stream().flatMapToLong(Tally::nanos).toArray(),
                tallies.stream().mapToLong(tally -> tally.errors).sum(),
                seconds,
                tallies.getFirst().bytes,
                tallies.stream().flatMap(tally -> tally.complaint.stream()).findFirst());
    }

    private static Tally outcome(Future<Tally> running) throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// What one caller saw.
    private static final class Tally {
        private long[] nanos = new long[1024];
        private int calls;
        private int errors;
        private int bytes;
        private Optional<String> complaint = Optional.empty();

        LongStream nanos() {
            return LongStream.of(nanos).limit(calls);
        }

        Tally repeat(Caller caller, long end) {
            for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                try {
                    bytes = caller.call(calls + errors);
                    answered(System.nanoTime() - start);
                } catch (IOException e) {
                    errors++;
                    if (complaint.isEmpty()) complaint = Optional.of(String.valueOf(e.getMessage()));
                }
            }
            return this;
        }

        private void answered(long took) {
            if (calls == nanos.length) nanos = Arrays.copyOf(nanos, calls * 2);
            nanos[calls++] = took;
        }
    }
}
