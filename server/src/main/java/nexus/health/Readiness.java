package nexus.health;

import java.util.Optional;
import java.util.function.Supplier;

/// Whether this replica should be sent traffic.
public final class Readiness {
    private final Supplier<StartUp.Progress> start;
    private final Supplier<Optional<String>> trouble;
    private volatile boolean draining;

    /// @param start   where the start stands
    /// @param trouble why the database cannot be reached now, if so; asked often, so it must not ask the database
    public Readiness(Supplier<StartUp.Progress> start, Supplier<Optional<String>> trouble) {
        this.start = start;
        this.trouble = trouble;
    }

    /// Tells balancers to send no more; calls that come all the same are still served.
    public void drain() {
        draining = true;
    }

    /// Whether the server is stopping.
    public boolean isDraining() {
        return draining;
    }

    /// Why no traffic should come, if so.
    public Optional<String> obstacle() {
        if (draining) return Optional.of("the server is stopping");
        return obstacleToCalls().or(trouble);
    }

    /// Why a call that came all the same cannot be served, if so: only the start stands in its way. A call into a
    /// database that is down gets an answer that says so.
    public Optional<String> obstacleToCalls() {
        var progress = start.get();
        var why = progress.failure()
                .or(trouble)
                .map(reason -> " (" + reason + ")")
                .orElse("");
        return progress.waiting().map(waiting -> waiting + why);
    }

    /// The phase of the start, `ready` or `stopping`.
    public String phase() {
        return draining ? "stopping" : start.get().phase();
    }
}
