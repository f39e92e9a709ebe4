package nexus.backup;

import static java.lang.System.Logger.Level.INFO;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Tells how far something is: as a bar on a terminal, as a line of the log now and then elsewhere.
final class Progress implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Progress.class.getName());
    private static final Duration REDRAW = Duration.ofMillis(250);
    private static final Duration LOGGED = Duration.ofSeconds(15);
    private static final int BAR = 30;

    private final String what;
    private final PrintStream terminal;
    private final boolean isTerminal;
    private final long total;
    private final LongAdder done = new LongAdder();
    private final long start = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("progress").factory());

    /// @param total bytes; 0 where nobody knows
    Progress(String what, PrintStream terminal, boolean isTerminal, long total) {
        this.what = what;
        this.terminal = terminal;
        this.isTerminal = isTerminal;
        this.total = total;
    }

    Progress start() {
        var period = isTerminal ? REDRAW : LOGGED;
        var _ = clock.scheduleAtFixedRate(this::tell, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    void advance(long bytes) {
        done.add(bytes);
    }

    private void tell() {
        if (isTerminal) terminal.print("\r" + line() + "\u001b[K");
        else LOG.log(INFO, line());
    }

    /// Such as `dump [#####.....] 47 %  1.2 GiB of 2.5 GiB  61.0 MiB/s  22s left`.
    String line() {
        long bytes = done.sum();
        double seconds = (System.nanoTime() - start) / 1e9;
        var rate = "  " + Amounts.bytes((long) (bytes / Math.max(seconds, 0.001))) + "/s";
        // More may come than was foretold: a collection grows, and the size of one is an estimate.
        if (total <= 0 || bytes > total) return what + " " + Amounts.bytes(bytes) + rate;
        double share = (double) bytes / total;
        var bar =
                isTerminal ? "[" + "#".repeat((int) (share * BAR)) + ".".repeat(BAR - (int) (share * BAR)) + "] " : "";
        var left = bytes == 0
                ? ""
                : "  " + Amounts.time(Duration.ofMillis((long) (seconds / share * (1 - share) * 1_000))) + " left";
        return what + " " + bar + (int) (share * 100) + " %  " + Amounts.bytes(bytes) + " of " + Amounts.bytes(total)
                + rate + left;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (isTerminal) terminal.print("\r\u001b[K");
    }
}
