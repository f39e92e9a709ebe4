package nexus.tunnel;

import java.time.Duration;

/// How the channels of a lane flow.
///
/// @param window what the far end may send before it is acknowledged, bytes
/// @param sink   what is kept for one client that reads slowly, bytes; at least the window
/// @param stall  how long a full sink may go unread until its channel is closed
/// @param buffer what is kept for all clients together, bytes
/// @param most   channels at once
record Flow(int window, int sink, Duration stall, int buffer, int most) {
    /// The largest message of MongoDB. A client that asks for one answer at a time never has more waiting for it, so
    /// that it cannot hold up its neighbours even if it never reads.
    private static final int ANSWER = 48_000_000;

    /// For the one channel of a jump host that carries the next session. There is no neighbour that would have to be
    /// protected from it, and giving it up would end everything.
    Flow carrying() {
        return new Flow(window, window, Duration.ofHours(1), window, 1);
    }

    static Flow of(Lane lane, Settings.Lanes lanes) {
        return switch (lane) {
            case CONTROL ->
                new Flow(
                        lanes.window(),
                        Math.max(lanes.window(), ANSWER),
                        Duration.ofSeconds(2),
                        lanes.buffer(),
                        SocksServer.MOST_CLIENTS);
            // Behind a dump stands a store that may pause; its neighbours can wait.
            case BULK ->
                new Flow(
                        lanes.bulkWindow(),
                        lanes.bulkWindow(),
                        Duration.ofSeconds(30),
                        lanes.buffer(),
                        lanes.bulkChannels());
        };
    }
}
