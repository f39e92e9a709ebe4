package nexus.tunnel;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/// Carries bytes both ways between a client and a wire until both have finished, or one has failed.
final class Relay {
    /// A little under the packet size of sshd, so that a full read goes as one packet.
    private static final int BUFFER = 31 << 10;

    private static final Duration AFTER_END = Duration.ofSeconds(30);

    private final Socket client;
    private final Wire wire;
    private final Meter meter;

    private Relay(Socket client, Wire wire, Meter meter) {
        this.client = client;
        this.wire = wire;
        this.meter = meter;
    }

    /// Returns when the last byte has gone; closes both.
    static void run(Socket client, Wire wire, Meter meter, Crew crew) throws InterruptedException {
        var relay = new Relay(client, wire, meter);
        // The thread that writes to the client is stuck there: only closing the client frees it.
        wire.whenGivenUp(() -> new SocketWire(client).close());
        meter.opened();
        try {
            var down = crew.start("tunnel-down", relay::down);
            relay.up();
            // MongoDB's drivers never half-close: a far end that says nothing more must not hold its place.
            if (!down.join(AFTER_END)) relay.end();
        } finally {
            relay.end();
            meter.closed();
        }
    }

    private void up() {
        var buffer = new byte[BUFFER];
        try {
            int count;
            while ((count = client.getInputStream().read(buffer)) >= 0) {
                wire.write(buffer, count);
                meter.sent(count);
            }
            wire.finish();
        } catch (IOException | RuntimeException e) {
            // Either side is gone: there is nobody to tell.
            end();
        }
    }

    private void down() {
        var buffer = new byte[2 * BUFFER];
        try {
            int count;
            while ((count = wire.read(buffer)) >= 0) {
                client.getOutputStream().write(buffer, 0, count);
                meter.received(count);
            }
            if (wire.isClosed()) end();
            else client.shutdownOutput();
        } catch (IOException | RuntimeException e) {
            end();
        }
    }

    private void end() {
        new SocketWire(client).close();
        wire.close();
    }
}
