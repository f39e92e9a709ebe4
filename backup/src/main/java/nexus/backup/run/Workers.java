package nexus.backup.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nexus.backup.store.Uninterrupted;

/// Does several things at once, in the order in which they are given.
///
/// @param name      of its threads
/// @param most      at once
/// @param cancelled what is thrown where the caller is told to stop
public record Workers(String name, int most, Supplier<RuntimeException> cancelled) {
    private static final int SECONDS_TO_END = 60;

    /// Does all of them; the first that fails ends the others, and its exception is thrown.
    ///
    /// @return what came of each, in their order
    @SuppressWarnings("try") // it is ended with a deadline, and not by close()
    public <T> List<T> all(List<Callable<T>> tasks) throws IOException {
        var executor = Executors.newFixedThreadPool(
                most, Thread.ofVirtual().name(name + "-", 0).factory());
        try {
            var ends = new ExecutorCompletionService<T>(executor);
            var futures = tasks.stream().map(ends::submit).toList();
            for (int i = 0; i < tasks.size(); i++) ends.take().get();
            var results = new ArrayList<T>();
            for (Future<T> future : futures) results.add(future.resultNow());
            return results;
        } catch (ExecutionException e) {
            throw thrown(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled.get();
        } finally {
            end(executor);
        }
    }

    private static IOException thrown(Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case IOException e -> e;
            default -> throw new IllegalStateException(cause);
        };
    }

    /// Those that run give up what they write.
    private static void end(ExecutorService executor) {
        executor.shutdownNow();
        Uninterrupted.run(() -> {
            try {
                var _ = executor.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
