package nexus.backup.store;

import java.time.Duration;

/// How long a store is given, and how often.
///
/// @param attempts    of one request
/// @param firstWait   before the second attempt at most; doubles with each
/// @param longestWait before any attempt
/// @param connect     until a connection stands
/// @param silence     without a byte on it
/// @param small       one attempt of a request that carries little
/// @param part        one attempt to send a part
/// @param abort       to give up an upload, all attempts together
record Patience(
        int attempts,
        Duration firstWait,
        Duration longestWait,
        Duration connect,
        Duration silence,
        Duration small,
        Duration part,
        Duration abort) {

    static Patience of(Duration part) {
        return new Patience(
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                part,
                Duration.ofSeconds(30));
    }

    /// All attempts together, with the waits between them. Not every attempt takes all of its time.
    Duration call(Duration attempt) {
        return attempt.multipliedBy(5).plus(longestWait.multipliedBy(attempts));
    }

    /// Before the next attempt.
    ///
    /// @param failed attempts so far, at least 1
    Duration waitAfter(int failed) {
        var wait = firstWait.multipliedBy(1L << Math.min(failed - 1, 20));
        return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    }
}
