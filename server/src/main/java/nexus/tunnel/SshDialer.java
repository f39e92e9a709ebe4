package nexus.tunnel;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Dials through the bastion: one session for calls, and one for bulk transfers that is opened when it is asked for.
final class SshDialer implements Dialer {
    private final SshLane control;
    private final SshLane bulk;

    SshDialer(String name, Settings.Ssh settings, Supplier<List<Target>> targets, Meter meter, Crew crew) {
        this.control = new SshLane(new Board(name, Lane.CONTROL), Lane.CONTROL, settings, targets, meter, crew);
        this.bulk = new SshLane(new Board(name, Lane.BULK), Lane.BULK, settings, targets, meter, crew);
    }

    @Override
    public Dialed dial(Lane lane, Target target) {
        return lane(lane).dial(target);
    }

    private SshLane lane(Lane lane) {
        return switch (lane) {
            case CONTROL -> control;
            case BULK -> bulk;
        };
    }

    @Override
    public void connect(Duration deadline) {
        control.connect(deadline);
    }

    @Override
    public Dialed probe(Target target) {
        return control.dial(target);
    }

    @Override
    public Status status(Lane lane) {
        return lane(lane).status();
    }

    @Override
    public Stats stats() {
        return control.stats();
    }

    @Override
    public void close() {
        control.close();
        bulk.close();
    }
}
