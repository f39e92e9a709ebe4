package nexus.tunnel;

import java.time.Duration;

/// Opens byte channels to targets that the allow-list has let through.
interface Dialer extends AutoCloseable {
    /// Never waits much longer than the open timeout, and never dials around the tunnel.
    Dialed dial(Lane lane, Target target);

    /// Waits until channels can be opened.
    ///
    /// @throws TunnelException if that is not so by the deadline, or never will be
    void connect(Duration deadline);

    /// As [#dial] on the control lane, but also proves that the far end answers.
    Dialed probe(Target target);

    Status status(Lane lane);

    Stats stats();

    @Override
    void close();
}
