package nexus.chart.load;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What became of the calls and the streams.
public final class Tally {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger listening = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    void answered(Duration took) {
        longestNanos.accumulateAndGet(took.toNanos(), Math::max);
        answered.incrementAndGet();
    }

    void failed(String who, String why) {
        failures.add(CLOCK.format(Instant.now()) + " " + who + ": " + why);
    }

    void opened() {
        opened.incrementAndGet();
        listening.incrementAndGet();
    }

    void closed() {
        listening.decrementAndGet();
    }

    /// The server ended a stream as it should.
    void ended() {
        ended.incrementAndGet();
    }

    /// Calls that have their result.
    public int calls() {
        return answered.get();
    }

    /// Streams that are open now.
    public int listening() {
        return listening.get();
    }

    /// Streams that the server ended, each time with a word or an orderly end.
    public int streamsEnded() {
        return ended.get();
    }

    /// Calls without a result and streams that broke: when, whose and why.
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /// All of it in one line.
    public String summary() {
        return "%d calls answered, %d failures, longest %d ms; streams: %d opened, %d ended by the server, %d open"
                .formatted(
                        calls(),
                        failures.size(),
                        Duration.ofNanos(longestNanos.get()).toMillis(),
                        opened.get(),
                        ended.get(),
                        listening.get());
    }
}
