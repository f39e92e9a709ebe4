package nexus.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nexus.bench.HttpSubject.Server;

/// All that takes part, each in a process of its own, opened in order and closed in reverse.
final class Servers implements AutoCloseable {
    static final String NEXUS = "Nexus";
    static final String PEER = "mongodb-mcp-server 3.0.4";
    static final String GUARDED = "Nexus with tokens, grants and audit";
    static final String ROUTE = "bare route";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Opened open = new Opened();
    private final Map<String, Child> processes = new LinkedHashMap<>();
    private final Map<String, Double> idleMegabytes = new LinkedHashMap<>();
    private final List<Subject> subjects = new ArrayList<>();
    private final Options options;
    private final Stock stock;

    private Servers(Options options) throws IOException {
        this.options = options;
        stock = open.keep(Stock.fill(database()));
    }

    static Servers start(Options options) throws IOException, InterruptedException {
        var servers = new Servers(options);
        try {
            servers.startAll();
            return servers;
        } catch (IOException | InterruptedException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private String database() throws IOException {
        var named = Database.named();
        return named.isPresent()
                ? named.get()
                : keep("database", Child.main(options.folder(), Database.class)).line();
    }

    private void startAll() throws IOException, InterruptedException {
        var driver = DriverSubject.start(options, stock);
        var _ = keep(driver.name(), driver.process());
        var nexus = startNexus();
        var bare = startRoute(nexus.getFirst());
        subjects.add(driver);
        subjects.add(bare);
        subjects.addAll(nexus);
        subjects.add(startGuarded());
        if (options.peer().isPresent())
            subjects.addAll(startPeer(options.peer().get().toString()));
        for (var process : processes.entrySet()) {
            idleMegabytes.put(process.getKey(), process.getValue().residentMegabytes());
        }
    }

    /// As a user runs it, but for the ports.
    private List<HttpSubject> startNexus() throws IOException, InterruptedException {
        int port = Child.freePort();
        return both(NEXUS, nexus(NEXUS, port, Map.of()), port, "default");
    }

    private HttpSubject startGuarded() throws IOException, InterruptedException {
        int port = Child.freePort();
        var guarded = Guarded.in(options.folder(), stock.database());
        var process = nexus(GUARDED, port, guarded.variables());
        var token = Optional.of(guarded.token());
        var server = new Server(process, port, Dialect.STATELESS, "default", stock.database(), token, true);
        var subject = subject(GUARDED + ", " + Dialect.STATELESS.version(), server);
        awaitAnswer(subject);
        return subject;
    }

    private Child nexus(String name, int port, Map<String, String> more) throws IOException {
        var variables = new HashMap<>(Map.of(
                "MONGO_URI", stock.uri(),
                "MCP_PORT", Integer.toString(port),
                "OPS_PORT", Integer.toString(Child.freePort())));
        variables.putAll(more);
        var command = Child.java(List.of("-Xmx192m", "-jar", options.jar().toString()));
        var log = options.folder().resolve(name.toLowerCase(Locale.ROOT).replaceAll("[ ,]+", "-") + ".log");
        return keep(name, Child.startQuietly(log, variables, command));
    }

    private HttpSubject startRoute(HttpSubject like) throws IOException {
        var sizes = new ArrayList<String>();
        for (var question : Question.values()) sizes.add(question.name() + "=" + like.answerBytes(question));
        var route = keep(ROUTE, Child.main(options.folder(), BareRoute.class, sizes.toArray(String[]::new)));
        return subject(
                ROUTE,
                new Server(
                        route,
                        Integer.parseInt(route.line()),
                        Dialect.STATELESS,
                        "default",
                        stock.database(),
                        Optional.empty(),
                        false));
    }

    /// As its manual says, read-only, with its defaults.
    private List<HttpSubject> startPeer(String script) throws IOException, InterruptedException {
        int port = Child.freePort();
        var variables = Map.of(
                "MDB_MCP_CONNECTION_STRING", stock.uri(),
                "MDB_MCP_LOG_PATH", options.folder().resolve("peer").toString(),
                "MDB_MCP_EXPORTS_PATH", options.folder().resolve("peer").toString(),
                "MDB_MCP_TELEMETRY", "disabled",
                "DO_NOT_TRACK", "1");
        var command =
                List.of("node", script, "--transport", "http", "--httpPort", Integer.toString(port), "--readOnly");
        var peer = keep(PEER, Child.startQuietly(options.folder().resolve("peer.log"), variables, command));
        return both(PEER, peer, port, "preconfigured");
    }

    private List<HttpSubject> both(String name, Child process, int port, String connection)
            throws IOException, InterruptedException {
        var both = new ArrayList<HttpSubject>();
        for (var dialect : Dialect.values()) {
            var server = new Server(process, port, dialect, connection, stock.database(), Optional.empty(), true);
            both.add(subject(name + ", " + dialect.version(), server));
        }
        awaitAnswer(both.getFirst());
        return both;
    }

    private HttpSubject subject(String name, Server server) {
        return open.keep(new HttpSubject(name, server));
    }

    private static void awaitAnswer(HttpSubject subject) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try {
                var _ = subject.answerBytes(Question.TOOLS_LIST);
                return;
            } catch (IOException e) {
                if (!subject.process().isAlive() || System.nanoTime() > end) {
                    throw new IOException(subject.name() + " does not start; see its log", e);
                }
                Thread.sleep(100);
            }
        }
    }

    private Child keep(String name, Child child) {
        processes.put(name, child);
        return open.keep(child);
    }

    List<Subject> subjects() {
        return List.copyOf(subjects);
    }

    Stock stock() {
        return stock;
    }

    /// Memory in RAM after the start, and now, by the name of the server.
    Map<String, List<Double>> megabytes() throws IOException {
        var both = new LinkedHashMap<String, List<Double>>();
        for (var process : processes.entrySet()) {
            var now = process.getValue().residentMegabytes();
            both.put(process.getKey(), List.of(idleMegabytes.get(process.getKey()), now));
        }
        return both;
    }

    @Override
    public void close() {
        open.close();
    }
}
