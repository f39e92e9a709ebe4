package nexus.tunnel;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Moves to new key files without losing a connection: a route made with them takes over once it has proved itself, and
/// the old one goes on with what it carries.
final class Rotation implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Tunnel.class.getName());
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Settings.Ssh settings;
    private final Supplier<Route> routes;
    private final Supplier<List<Target>> targets;
    private final Meter meter;
    private final Crew crew;
    private final Set<Route> others = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Route> ready = new AtomicReference<>();
    private final AtomicBoolean isMaking = new AtomicBoolean();
    private volatile boolean isClosed;
    private volatile LoginFiles seen = new LoginFiles(List.of());
    private long looked;

    /// @param routes  makes routes that are not connected yet
    /// @param targets one of which must not be forbidden to a new key
    Rotation(Settings.Ssh settings, Supplier<Route> routes, Supplier<List<Target>> targets, Meter meter, Crew crew) {
        this.settings = settings;
        this.routes = routes;
        this.targets = targets;
        this.meter = meter;
        this.crew = crew;
    }

    /// A route with the files as they are now.
    Route begin() {
        seen = LoginFiles.of(settings);
        looked = System.nanoTime();
        var superseded = ready.getAndSet(null);
        if (superseded != null) drop(superseded);
        return routes.get();
    }

    /// Whether the files are not those of the last attempt any more.
    boolean hasNewFiles() {
        return !LoginFiles.of(settings).equals(seen);
    }

    /// A connected route with new files, once there is one that works. Never waits: it is made on the side.
    Optional<Route> successor() {
        var made = ready.getAndSet(null);
        if (made != null) {
            others.remove(made);
            return Optional.of(made);
        }
        if (System.nanoTime() - looked < settings.pace().watch().toNanos()) return Optional.empty();
        looked = System.nanoTime();
        var files = LoginFiles.of(settings);
        if (!files.equals(seen) && isMaking.compareAndSet(false, true))
            crew.start("tunnel-rotation", () -> make(files));
        return Optional.empty();
    }

    private void make(LoginFiles files) {
        var route = routes.get();
        others.add(route);
        try {
            var failure = isClosed ? Optional.of(new Failure(State.DOWN, "the tunnel is closed")) : attempt(route);
            if (failure.isEmpty()) {
                seen = files;
                ready.set(route);
            } else {
                drop(route);
                if (!isClosed) tell(failure.get());
                // What a network or a bastion mends is worth another try; what only other files mend is not.
                if (failure.get().state().isTerminal()) seen = files;
            }
        } finally {
            isMaking.set(false);
        }
    }

    private Optional<Failure> attempt(Route route) {
        try {
            return route.connect().or(() -> prove(route));
        } catch (RuntimeException | Error e) {
            return Optional.of(new Failure(State.BACKOFF, "the bastion could not be connected: " + e));
        }
    }

    /// A key that may log in but not go on is no successor. A database that is down is not the key's fault.
    private Optional<Failure> prove(Route route) {
        var failure = Optional.<Failure>empty();
        for (var target : targets.get()) {
            switch (route.open(target, settings.pace().openTimeout())) {
                case Dialed.Opened(var wire) -> {
                    wire.close();
                    return Optional.empty();
                }
                case Dialed.Failed(var refusal, var reason) -> {
                    if (refusal != Refusal.FORBIDDEN && refusal != Refusal.DOWN) return Optional.empty();
                    var state = refusal == Refusal.FORBIDDEN ? State.AUTH_FAILED : State.BACKOFF;
                    failure = failure.or(() -> Optional.of(new Failure(state, reason)));
                }
            }
        }
        return failure;
    }

    private void tell(Failure failure) {
        meter.rotationFailed();
        LOG.log(
                WARNING,
                "the changed key files cannot be used, so the session made with the old ones stays: "
                        + failure.reason());
    }

    private void drop(Route route) {
        route.cut();
        others.remove(route);
    }

    /// Ends a route when it carries nothing any more, has had its time, or its bastion has fallen silent.
    void retire(Route old) {
        others.add(old);
        crew.start("tunnel-drain", () -> {
            long end = System.nanoTime() + settings.pace().drain().toNanos();
            try {
                while (old.isUp() && old.channels() > 0 && System.nanoTime() < end && isHeard(old)) Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            drop(old);
        });
    }

    private boolean isHeard(Route route) throws InterruptedException {
        return route.silence().compareTo(settings.pace().longestSilence()) <= 0
                || route.answers(settings.pace().openTimeout());
    }

    @Override
    public void close() {
        isClosed = true;
        others.forEach(Route::cut);
    }
}
