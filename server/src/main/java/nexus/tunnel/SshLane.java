package nexus.tunnel;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// One lane to the bastion: its session, and the state everybody reads.
final class SshLane implements AutoCloseable {
    private static final Duration SHORTEST = Duration.ofMillis(300);

    private final Settings.Ssh settings;
    private final Meter meter;
    private final Board board;
    private final Supervisor supervisor;

    /// @param targets one of which must be reachable with a new key before it replaces the old
    SshLane(Board board, Lane lane, Settings.Ssh settings, Supplier<List<Target>> targets, Meter meter, Crew crew) {
        this.settings = settings;
        this.meter = meter;
        this.board = board;
        var flow = Flow.of(lane, settings.lanes());
        var rotation = new Rotation(settings, () -> new Route(settings, flow, crew), targets, meter, crew);
        this.supervisor = new Supervisor(board, rotation, settings, meter, crew);
    }

    Dialed dial(Target target) {
        long end = System.nanoTime() + settings.pace().openTimeout().toNanos();
        var first = dial(target, end);
        // The session may have died unnoticed: once more, on the one that follows it.
        return first instanceof Dialed.Failed failed
                        && failed.refusal() == Refusal.DOWN
                        && !board.status().state().isTerminal()
                        && System.nanoTime() < end
                ? dial(target, end)
                : first;
    }

    private Dialed dial(Target target, long end) {
        var route = supervisor.route(left(end));
        // With next to no time left a dial could only fail, and blame the target.
        if (route.isEmpty() || left(end).compareTo(SHORTEST) < 0)
            return new Dialed.Failed(Refusal.DOWN, board.trouble());
        long start = System.nanoTime();
        var dialed = route.get().open(target, left(end));
        switch (dialed) {
            case Dialed.Opened _ -> meter.roundTrip(Duration.ofNanos(System.nanoTime() - start));
            case Dialed.Failed failed -> supervisor.doubt(route.get(), failed.refusal());
        }
        return dialed;
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }

    void connect(Duration deadline) {
        supervisor.start();
        var status = board.await(
                deadline,
                now -> now.status().state() == State.UP || now.status().state().isTerminal());
        if (status.state() != State.UP) throw new TunnelException(board.trouble());
    }

    Status status() {
        return board.status();
    }

    Stats stats() {
        return meter.stats(supervisor.lastHeard());
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
