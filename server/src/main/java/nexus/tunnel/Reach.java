package nexus.tunnel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The first two steps to any server: its name and its port. Failures are [TunnelException]s.
final class Reach {
    private Reach() {}

    /// The address that is dialled. A name service has no timeout of its own that could be set.
    static InetAddress resolve(String host, Duration patience) {
        var task = new FutureTask<>(() -> InetAddress.getByName(host));
        Thread.ofVirtual().name("tunnel-resolve").start(task);
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new TunnelException(
                    e.getCause() instanceof UnknownHostException
                            ? "the name " + host
                                    + " does not resolve here: is it written right, and does this machine's"
                                    + " name service know it?"
                            : "the name " + host + " cannot be looked up: " + e.getCause());
        } catch (TimeoutException e) {
            throw new TunnelException("this machine's name service gave no answer for " + host + " within "
                    + patience.toSeconds() + " s: look at /etc/resolv.conf");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TunnelException("the look-up of " + host + " was interrupted");
        }
    }

    static Socket dial(InetAddress address, int port, Duration patience) {
        var where = address.getHostAddress() + ":" + port;
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(patience.toMillis()));
            return socket;
        } catch (IOException e) {
            new SocketWire(socket).close();
            throw new TunnelException(
                    switch (e) {
                        case ConnectException _
                        when String.valueOf(e.getMessage()).contains("refused") ->
                            where + " refuses connections: nothing listens there; is the server running and the port"
                                    + " right?";
                        case SocketTimeoutException _ ->
                            where + " did not answer within " + patience.toSeconds()
                                    + " s: a firewall or security group drops the packets, or the machine is down";
                        case NoRouteToHostException _ -> "there is no route to " + where + ": " + e.getMessage();
                        default -> where + " cannot be connected: " + e.getMessage();
                    });
        }
    }
}
