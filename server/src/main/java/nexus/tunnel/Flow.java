package nexus.tunnel;

import java.time.Duration;

/// How the channels of a lane flow.
///
/// @param window what the far end may send before it is acknowledged, bytes
/// @param sink   what is kept for a client that reads slowly, bytes; at least the window
/// @param stall  how long a full sink may go unread until its channel is closed
/// @param most   channels at once
record Flow(int window, int sink, Duration stall, int most) {
    static Flow of(Lane lane, Settings.Lanes lanes) {
        return switch (lane) {
            case CONTROL ->
                new Flow(lanes.window(), 2 * lanes.window(), Duration.ofSeconds(10), SocksServer.MOST_CLIENTS);
            // Behind a dump stands a store that may pause; its neighbours can wait.
            case BULK -> new Flow(lanes.bulkWindow(), lanes.bulkWindow(), Duration.ofSeconds(30), lanes.bulkChannels());
        };
    }
}
