package nexus.bench;

import com.mongodb.ServerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// All that the passages lead through, each in a process of its own: the database, an SSH server beside it, and the
/// distance to both.
final class Site implements AutoCloseable {
    private final Opened open = new Opened();
    private final Options options;
    private final Stock stock;
    private final Cargo cargo;
    private final ServerAddress database;
    private final Bastion bastion;
    /// Where the bastion is reached: for each round trip, then for the heap.
    private final List<Integer> toBastion;

    private Site(Options options) throws IOException, InterruptedException {
        this.options = options;
        try {
            stock = open.keep(Stock.fill(database()));
            cargo = Cargo.load(stock);
            database = Passage.address(stock.uri());
            bastion = open.keep(Bastion.start());
            toBastion = distant(
                    bastion.address(), Stream.concat(options.delays().stream(), Stream.of(TunnelHeap.ROUND_TRIP)));
            bastion.pin(toBastion);
        } catch (IOException | InterruptedException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    static Site open(Options options) throws IOException, InterruptedException {
        return new Site(options);
    }

    private String database() throws IOException {
        var named = Database.named();
        return named.isPresent()
                ? named.get()
                : open.keep(Child.main(options.folder(), Database.class)).line();
    }

    /// Opens the passages that are compared, for every round trip.
    Map<Duration, List<Passage>> passages() throws IOException, InterruptedException {
        var delays = options.delays();
        var toDatabase = distant(database, delays.stream());
        var passages = new LinkedHashMap<Duration, List<Passage>>();
        for (int i = 0; i < delays.size(); i++) {
            int forwarded = bastion.forward(toBastion.get(i), database);
            passages.put(
                    delays.get(i),
                    List.of(
                            open.keep(Passage.through(Passage.DIRECT, stock.uri(), toDatabase.get(i))),
                            open.keep(Passage.through(Passage.OPENSSH, stock.uri(), forwarded)),
                            open.keep(Passage.nexus(stock.uri(), bastion.settings(toBastion.get(i))))));
        }
        return passages;
    }

    /// Ports of this machine from which a server is so far away.
    private List<Integer> distant(ServerAddress server, Stream<Duration> roundTrips) throws IOException {
        var roads = roundTrips
                .map(roundTrip -> new DelayProxy.Road(server.getHost(), server.getPort(), roundTrip).word())
                .toArray(String[]::new);
        var proxy = open.keep(Child.main(options.folder(), DelayProxy.class, roads));
        var ports = new ArrayList<Integer>();
        for (var _ : roads) ports.add(Integer.parseInt(proxy.line()));
        return ports;
    }

    Cargo cargo() {
        return cargo;
    }

    /// Starts a process that holds bulk channels to a server that sends without end.
    Child heap() throws IOException {
        var flood = open.keep(Child.main(options.folder(), Flood.class)).line();
        var folder = bastion.folder().toString();
        var through = Integer.toString(toBastion.getLast());
        return open.keep(Child.main(options.folder(), BulkHeap.class, folder, through, flood));
    }

    @Override
    public void close() {
        open.close();
    }
}
