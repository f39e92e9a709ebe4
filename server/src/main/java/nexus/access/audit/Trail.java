package nexus.access.audit;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// Writes lines in a thread of its own, so that a slow target holds up no call for long.
final class Trail implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Trail.class.getName());
    private static final long LOG_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    private final Target target;
    private final LineQueue queue = new LineQueue();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;
    private final LongFunction<byte[]> loss;
    private final Runnable tick;
    private long told;
    private long logged = System.nanoTime() - LOG_AGAIN_NANOS;

    private Trail(Target target, LongFunction<byte[]> loss, Runnable tick) {
        this.target = target;
        this.loss = loss;
        this.tick = tick;
        this.writer = Thread.ofPlatform().daemon().name("audit").unstarted(this::run);
    }

    /// Begins to write.
    ///
    /// @param loss makes the line that says how many are lost
    /// @param tick run about every second, between lines; must not wait
    static Trail open(Target target, LongFunction<byte[]> loss, Runnable tick) {
        var trail = new Trail(target, loss, tick);
        trail.writer.start();
        return trail;
    }

    /// Has a line written before long. It waits a little where the target is slow; then the line is dropped and
    /// counted.
    void note(byte[] line) {
        if (!queue.put(new LineQueue.Entry(line))) drop("it takes lines too slowly", 1);
    }

    /// The same for one who must not wait at all.
    void noteAtOnce(byte[] line) {
        if (!queue.offer(new LineQueue.Entry(line))) drop("it takes lines too slowly", 1);
    }

    /// Has a line written now.
    ///
    /// @return whether it is: the operating system has it
    boolean write(byte[] line) {
        var entry = new LineQueue.Entry(line);
        if (queue.putUrgent(entry)) return entry.await();
        drop("it takes lines too slowly", 1);
        return false;
    }

    private void run() {
        for (var batch = queue.take(); !queue.isOver(batch); batch = queue.take()) {
            write(batch);
            tick.run();
        }
    }

    private void write(List<LineQueue.Entry> batch) {
        int from = 0;
        while (from < batch.size()) {
            int to = from + 1;
            long size = batch.get(from).line().length;
            while (to < batch.size() && size + batch.get(to).line().length <= RotatingFile.SMALLEST)
                size += batch.get(to++).line().length;
            writeAtOnce(batch.subList(from, to));
            from = to;
        }
    }

    private void writeAtOnce(List<LineQueue.Entry> lines) {
        var bytes = new ByteArrayOutputStream();
        lines.forEach(entry -> bytes.writeBytes(entry.line()));
        try {
            target.write(bytes.toByteArray());
            var _ = written.addAndGet(lines.size());
            lines.forEach(entry -> entry.done(true));
        } catch (IOException | RuntimeException e) {
            lines.forEach(entry -> entry.done(false));
            drop(String.valueOf(e), lines.size());
            return;
        }
        tellLoss();
    }

    /// A gap in the book is in the book, once there is somewhere to write it.
    private void tellLoss() {
        long all = dropped.get();
        if (all == told) return;
        try {
            target.write(loss.apply(all - told));
            told = all;
            LOG.log(INFO, "The audit is written again");
        } catch (IOException | RuntimeException e) {
            LOG.log(DEBUG, "not yet: " + e);
        }
    }

    private synchronized void drop(String why, int count) {
        long all = dropped.addAndGet(count);
        if (System.nanoTime() - logged < LOG_AGAIN_NANOS) return;
        logged = System.nanoTime();
        LOG.log(
                WARNING,
                "The audit cannot be written (" + why + "): " + all + " lines are lost so far, and calls that change"
                        + " something are refused. This is said once a minute");
    }

    long written() {
        return written.get();
    }

    long dropped() {
        return dropped.get();
    }

    /// Writes what is there, for two seconds at most.
    @Override
    public void close() throws IOException {
        queue.close();
        try {
            if (writer.join(LAST_LINES)) target.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
