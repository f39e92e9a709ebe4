package nexus.tunnel;

import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What all sinks of a session may hold together.
final class Buffer {
    private final long most;
    private final Set<Sink> sinks = ConcurrentHashMap.newKeySet();
    private long used;
    private long given;

    /// @param most bytes
    Buffer(long most) {
        this.most = most;
    }

    void add(Sink sink) {
        sinks.add(sink);
    }

    /// Forgets a sink that holds nothing any more.
    void remove(Sink sink) {
        sinks.remove(sink);
    }

    /// Takes room for bytes that have come. Waits for some while there is none; when nobody has read anything for as
    /// long as `patience`, the sink that holds the most is given up.
    void take(int bytes, Duration patience) throws InterruptedException {
        while (!tryTake(bytes, patience)) giveUpTheFullest();
    }

    private synchronized boolean tryTake(int bytes, Duration patience) throws InterruptedException {
        long before = given;
        long start = System.nanoTime();
        while (used > 0 && used + bytes > most) {
            long millis = patience.minusNanos(System.nanoTime() - start).toMillis();
            if (millis <= 0) return false;
            wait(millis);
            if (given != before) {
                before = given;
                start = System.nanoTime();
            }
        }
        used += bytes;
        return true;
    }

    private void giveUpTheFullest() {
        sinks.stream().max(Comparator.comparingInt(Sink::size)).ifPresent(Sink::giveUp);
    }

    synchronized void give(int bytes) {
        used -= bytes;
        given += bytes;
        notifyAll();
    }

    synchronized boolean isFull(int bytes) {
        return used > 0 && used + bytes > most;
    }

    /// Bytes that are held now.
    synchronized long used() {
        return used;
    }
}
