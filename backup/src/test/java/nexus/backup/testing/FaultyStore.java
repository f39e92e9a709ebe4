package nexus.backup.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import nexus.backup.store.Bucket;
import nexus.backup.store.Buckets;
import nexus.backup.store.Settings;
import nexus.testing.RawHttp;

/// Lies before an S3 server, and does to requests what a test tells it to.
public final class FaultyStore implements AutoCloseable {
    /// @param times how often it still happens
    private record Rule(Predicate<Asked> when, Fault fault, AtomicInteger times) {}

    private final S3Peer peer;
    private final ServerSocket server;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    // s3proxy looks at If-Match and then writes; a store that keeps conditions does both at once.
    private final ReentrantLock conditional = new ReentrantLock();

    private FaultyStore(S3Peer peer, ServerSocket server) {
        this.peer = peer;
        this.server = server;
    }

    public static FaultyStore before(S3Peer peer) {
        try {
            var store = new FaultyStore(peer, new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")));
            Thread.ofVirtual().start(store::accept);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public Settings settings() {
        return Buckets.settings(endpoint(), S3Peer.BUCKET);
    }

    /// Opens the bucket, with little patience.
    public Bucket bucket() {
        return Buckets.open(settings());
    }

    /// The environment of a program that uses the bucket.
    public Map<String, String> environment() {
        return Buckets.environment(settings());
    }

    /// The next so many requests of a kind go wrong. The rule that was made first counts first.
    public void fail(int times, Predicate<Asked> when, Fault fault) {
        synchronized (rules) {
            rules.add(new Rule(when, fault, new AtomicInteger(times)));
        }
    }

    /// Nothing goes wrong any more.
    public void mend() {
        synchronized (rules) {
            rules.clear();
        }
    }

    private Optional<Fault> fault(Asked request) {
        synchronized (rules) {
            var rule = rules.stream()
                    .filter(each -> each.times.get() > 0 && each.when.test(request))
                    .findFirst();
            rule.ifPresent(each -> each.times.decrementAndGet());
            return rule.map(Rule::fault);
        }
    }

    /// The requests that came, in their order.
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// How many requests of a kind came.
    public long count(Predicate<Asked> kind) {
        return asked.stream().filter(kind).count();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var store = RawHttp.open(peer.endpoint().getPort())) {
            client.setTcpNoDelay(true);
            var in = new BufferedInputStream(client.getInputStream());
            var out = client.getOutputStream();
            while (true) {
                var request = Asked.read(in, out);
                if (request.isEmpty()) return;
                asked.add(request.get());
                if (!new Passage(store, request.get(), conditional).pass(fault(request.get()), out)) return;
            }
        } catch (IOException e) {
            // One of the sides went away, as they may; the other is told by the end of its connection.
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var client : clients) client.close();
    }
}
