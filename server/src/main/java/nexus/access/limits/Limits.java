package nexus.access.limits;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Holds each caller to its share of this replica. A caller is forgotten once nothing is to be remembered of it: no
/// request of it is at work, and its bucket is full again.
public final class Limits {
    private static final long SWEEP_NANOS = Duration.ofSeconds(10).toNanos();

    private final Settings settings;
    private final LongSupplier nanos;
    private final Map<String, Share> shares = new HashMap<>();
    private final Map<Reason, Long> refused = new EnumMap<>(Reason.class);
    private long swept;

    /// Why a request is refused.
    public enum Reason {
        RATE,
        AT_ONCE,
        STREAMS
    }

    /// What one caller uses.
    private static final class Share {
        private final Bucket bucket;
        private int atWork;
        private int resting;

        Share(Bucket bucket) {
            this.bucket = bucket;
        }
    }

    public Limits(Settings settings) {
        this(settings, System::nanoTime);
    }

    /// @param nanos the time, as [System#nanoTime()] tells it
    Limits(Settings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        this.swept = nanos.getAsLong();
    }

    /// Lets a request of a caller in, or says why not.
    public synchronized Admission enter(String caller) {
        if (isOff()) return new Admission.Admitted(new Pass(caller));
        long now = nanos.getAsLong();
        sweep(now);
        var share = share(caller, now);
        if (!hasRoom(share)) return tooMany();
        if (!takes(share, 1, now)) return tooOften(share, 1, now);
        share.atWork++;
        return new Admission.Admitted(new Pass(caller));
    }

    private boolean isOff() {
        return settings.perMinute().isEmpty()
                && settings.atOnce().isEmpty()
                && settings.streams().isEmpty();
    }

    private Share share(String caller, long now) {
        return shares.computeIfAbsent(
                caller,
                _ -> new Share(new Bucket(settings.burst(), settings.perMinute().orElse(1), now)));
    }

    private boolean hasRoom(Share share) {
        return settings.atOnce().filter(most -> share.atWork >= most).isEmpty();
    }

    private boolean hasRoomToRest(String caller) {
        if (settings.streams().isEmpty()) return true;
        var isFull =
                share(caller, nanos.getAsLong()).resting >= settings.streams().get();
        if (isFull) refuse(Reason.STREAMS);
        return !isFull;
    }

    private boolean takes(Share share, int count, long now) {
        return settings.perMinute().isEmpty() || share.bucket.take(count, now);
    }

    private Admission tooMany() {
        refuse(Reason.AT_ONCE);
        return new Admission.Refused(
                "too many calls of this caller are at work: "
                        + settings.atOnce().orElse(0) + " may be at once (auth.limits.at-once); wait for one of them",
                Duration.ofSeconds(1));
    }

    private Admission tooOften(Share share, int count, long now) {
        refuse(Reason.RATE);
        var after = share.bucket.until(count, now);
        return new Admission.Refused(
                "this caller calls too often: " + settings.perMinute().orElse(0)
                        + " calls a minute are served (auth.limits.calls-per-minute)",
                after);
    }

    private void sweep(long now) {
        if (now - swept < SWEEP_NANOS) return;
        swept = now;
        shares.values()
                .removeIf(share -> share.atWork + share.resting == 0
                        && (settings.perMinute().isEmpty() || share.bucket.isFull(now)));
    }

    /// Requests refused so far.
    public synchronized long refused(Reason reason) {
        return refused.getOrDefault(reason, 0L);
    }

    private void refuse(Reason reason) {
        refused.merge(reason, 1L, Long::sum);
    }

    /// Callers that something is remembered of.
    synchronized int callers() {
        return shares.size();
    }

    /// One request that was let in. Its methods do not wait.
    public final class Pass implements AutoCloseable {
        private final String caller;
        private Place place = Place.AT_WORK;

        private Pass(String caller) {
            this.caller = caller;
        }

        private enum Place {
            AT_WORK,
            RESTING,
            GONE
        }

        /// Why so many more calls, beside the one that it was let in for, may not be served with it, if so.
        public Optional<String> objection(int more) {
            synchronized (Limits.this) {
                if (more <= 0 || isOff()) return Optional.empty();
                long now = nanos.getAsLong();
                var share = share(caller, now);
                if (takes(share, more, now)) return Optional.empty();
                var _ = tooOften(share, more, now);
                return Optional.of("a batch counts as all its messages, and this one is more than the caller"
                        + " has left (auth.limits.calls-per-minute, auth.limits.burst): send fewer, or later");
            }
        }

        /// Does not count as at work any more: it only waits.
        ///
        /// @return whether there was room for one more of its caller that waits
        public boolean rest() {
            synchronized (Limits.this) {
                if (place != Place.AT_WORK) return true;
                if (!hasRoomToRest(caller)) return false;
                move(Place.RESTING);
                return true;
            }
        }

        /// Counts as at work again.
        ///
        /// @return whether there was room
        public boolean resume() {
            synchronized (Limits.this) {
                if (place == Place.AT_WORK) return true;
                if (!isOff() && !hasRoom(share(caller, nanos.getAsLong()))) return false;
                move(Place.AT_WORK);
                return true;
            }
        }

        private void move(Place to) {
            if (!isOff()) {
                var share = share(caller, nanos.getAsLong());
                share.atWork += (to == Place.AT_WORK ? 1 : 0) - (place == Place.AT_WORK ? 1 : 0);
                share.resting += (to == Place.RESTING ? 1 : 0) - (place == Place.RESTING ? 1 : 0);
            }
            place = to;
        }

        @Override
        public void close() {
            synchronized (Limits.this) {
                move(Place.GONE);
            }
        }
    }
}
