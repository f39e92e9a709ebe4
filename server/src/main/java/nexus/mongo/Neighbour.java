package nexus.mongo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server that is dialled without a tunnel: its name and its port, without a word of MongoDB.
///
/// @param address what the name stands for, if it is known
/// @param trouble why it cannot be reached, if so
record Neighbour(HostPort host, Optional<String> address, Optional<String> trouble) {
    /// Dials all at once.
    static List<Neighbour> dial(List<HostPort> hosts, Duration patience) {
        var tasks = hosts.stream()
                .map(host -> new FutureTask<>(() -> dial(host, patience)))
                .toList();
        tasks.forEach(task -> Thread.ofVirtual().name("mongo-neighbour").start(task));
        long end = System.nanoTime() + patience.multipliedBy(2).toNanos();
        return hosts.stream()
                .map(host -> result(tasks.get(hosts.indexOf(host)), host, end))
                .toList();
    }

    private static Neighbour result(FutureTask<Neighbour> task, HostPort host, long end) {
        try {
            return task.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return new Neighbour(host, Optional.empty(), Optional.of("the name service gave no answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Neighbour(host, Optional.empty(), Optional.of("it was interrupted"));
        }
    }

    private static Neighbour dial(HostPort host, Duration patience) {
        var address = Optional.<String>empty();
        try (var socket = new Socket()) {
            var found = InetAddress.getByName(host.host());
            address = Optional.of(found.getHostAddress());
            socket.connect(new InetSocketAddress(found, host.port()), Math.toIntExact(patience.toMillis()));
            return new Neighbour(host, address, Optional.empty());
        } catch (UnknownHostException e) {
            return new Neighbour(host, address, Optional.of("its name does not resolve here"));
        } catch (IOException e) {
            return new Neighbour(host, address, Optional.of(new ServerTrouble(e, false).text()));
        }
    }

    /// What its name stands for.
    String name() {
        return host.host() + " " + address.map(to -> "is " + to).orElse("does not resolve here");
    }

    /// Its port, and why nobody answers there.
    String port() {
        return host.host() + ":" + host.port() + trouble.map(why -> ": " + why).orElse("");
    }
}
