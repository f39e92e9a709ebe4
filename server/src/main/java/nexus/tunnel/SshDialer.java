package nexus.tunnel;

import java.time.Duration;

/// Dials through the bastion. All channels share one session; a second one for bulk transfers would be chosen here.
final class SshDialer implements Dialer {
    private final Settings.Ssh settings;
    private final Meter meter;
    private final Board board = new Board();
    private final Supervisor supervisor;

    SshDialer(Settings.Ssh settings, Meter meter, Crew crew) {
        this.settings = settings;
        this.meter = meter;
        this.supervisor = new Supervisor(
                board, () -> new SshSession(settings, crew), settings.bastion().where(), crew);
    }

    @Override
    public Dialed dial(Lane lane, Target target) {
        long end = System.nanoTime() + settings.pace().openTimeout().toNanos();
        var first = dial(target, end);
        // The session may have died unnoticed: once more, on the one that follows it.
        return first instanceof Dialed.Failed failed
                        && failed.refusal() == Dialed.Refusal.DOWN
                        && !board.status().state().isTerminal()
                        && System.nanoTime() < end
                ? dial(target, end)
                : first;
    }

    private Dialed dial(Target target, long end) {
        var session = supervisor.session(left(end));
        if (session.isEmpty()) return new Dialed.Failed(Dialed.Refusal.DOWN, board.trouble());
        long start = System.nanoTime();
        var dialed = session.get().open(target, left(end));
        if (dialed instanceof Dialed.Opened) meter.roundTrip(Duration.ofNanos(System.nanoTime() - start));
        else supervisor.suspect(session.get());
        return dialed;
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    @Override
    public void connect(Duration deadline) {
        supervisor.start();
        var status = board.await(
                deadline,
                now -> now.status().state() == State.UP || now.status().state().isTerminal());
        if (status.state() != State.UP) throw new TunnelException(board.trouble());
    }

    @Override
    public Dialed probe(Target target) {
        return dial(Lane.CONTROL, target);
    }

    @Override
    public Status status() {
        return board.status();
    }

    @Override
    public long reconnects() {
        return Math.max(0, board.connections() - 1);
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
