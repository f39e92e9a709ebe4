package nexus.tunnel;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Moves to new key files without losing a connection: a route made with them takes over once it has proved itself, and
/// the old one goes on with what it carries. Used by one thread, but for [#close].
final class Rotation implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Tunnel.class.getName());
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Settings.Ssh settings;
    private final Supplier<Route> routes;
    private final Supplier<List<Target>> targets;
    private final Meter meter;
    private final Set<Route> retired = ConcurrentHashMap.newKeySet();
    private LoginFiles seen = new LoginFiles(List.of());
    private long looked;

    /// @param routes  makes routes that are not connected yet
    /// @param targets one of which must not be forbidden to a new key
    Rotation(Settings.Ssh settings, Supplier<Route> routes, Supplier<List<Target>> targets, Meter meter) {
        this.settings = settings;
        this.routes = routes;
        this.targets = targets;
        this.meter = meter;
    }

    /// A route with the files as they are now.
    Route begin() {
        seen = LoginFiles.of(settings);
        looked = System.nanoTime();
        return routes.get();
    }

    /// Whether the files are not those of the last attempt any more.
    boolean hasNewFiles() {
        return !LoginFiles.of(settings).equals(seen);
    }

    /// A connected route with new files, once there are any that work.
    Optional<Route> successor() {
        if (System.nanoTime() - looked < settings.pace().watch().toNanos()) return Optional.empty();
        looked = System.nanoTime();
        var files = LoginFiles.of(settings);
        if (files.equals(seen)) return Optional.empty();
        var route = routes.get();
        retired.add(route);
        var failure = route.connect().or(() -> prove(route));
        retired.remove(route);
        if (failure.isEmpty()) {
            seen = files;
            return Optional.of(route);
        }
        route.cut();
        meter.rotationFailed();
        LOG.log(
                WARNING,
                "the changed key files cannot be used, so the session made with the old ones stays: "
                        + failure.get().reason());
        // What a network or a bastion mends is worth another try; what only other files mend is not.
        if (failure.get().state().isTerminal()) seen = files;
        return Optional.empty();
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

    /// Ends a route when it carries nothing any more, or has had its time.
    void retire(Route old, Crew crew) {
        retired.add(old);
        crew.start("tunnel-drain", () -> {
            long end = System.nanoTime() + settings.pace().drain().toNanos();
            try {
                while (old.isUp() && old.channels() > 0 && System.nanoTime() < end) Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            old.cut();
            retired.remove(old);
        });
    }

    @Override
    public void close() {
        retired.forEach(Route::cut);
    }
}
