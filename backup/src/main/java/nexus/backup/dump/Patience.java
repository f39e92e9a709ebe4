package nexus.backup.dump;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/// How long something is tried again without progress, from the first failure on.
final class Patience {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String what;
    private final Limit limit;
    private final Function<MongoException, String> words;
    private long first;
    private int failures;

    /// An end.
    ///
    /// @param remedy what else than to mend the way can be done about it, for a message
    record Limit(Duration time, String remedy) {}

    /// @param what  is tried, for a message
    /// @param words why it failed, for a message
    Patience(String what, Limit limit, Function<MongoException, String> words) {
        this.what = what;
        this.limit = limit;
        this.words = words;
    }

    /// There was progress: it begins anew.
    void renew() {
        failures = 0;
    }

    /// Waits a little, so that it can be tried again; not before the second time.
    ///
    /// @throws MongoException the one given, if another try is of no use
    /// @throws LevelLost      if a snapshot is gone
    /// @throws DumpException  if the patience is over
    void bear(MongoException e) {
        switch (Trouble.of(e)) {
            case LASTING -> throw e;
            case SNAPSHOT_GONE -> throw new LevelLost(what + " failed: " + words.apply(e));
            case PASSING -> count();
        }
        var spent = Duration.ofNanos(System.nanoTime() - first);
        if (spent.compareTo(limit.time()) >= 0) throw over(e, spent);
        if (failures > 1) pause();
    }

    private void count() {
        if (failures == 0) first = System.nanoTime();
        failures++;
    }

    private DumpException over(MongoException e, Duration spent) {
        return new DumpException(what + " failed " + failures + " times in " + spent.toSeconds()
                + " s without progress, at last because " + words.apply(e) + ": mend the way to the server"
                + limit.remedy());
    }

    private void pause() {
        long longest = Math.min(FIRST_PAUSE.toMillis() << Math.min(failures - 2, 10), LONGEST_PAUSE.toMillis());
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DumpException(what + " was cancelled");
        }
    }
}
