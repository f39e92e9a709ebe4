package nexus;

import static java.lang.System.Logger.Level.INFO;

import io.helidon.webserver.WebServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import nexus.access.Gate;
import nexus.access.audit.Audit;
import nexus.access.audit.Door;
import nexus.access.limits.Limits;
import nexus.embedded.EmbeddedMongo;
import nexus.health.Phase;
import nexus.health.Readiness;
import nexus.health.StartUp;
import nexus.http.FreshTls;
import nexus.http.McpHttp;
import nexus.mcp.McpServer;
import nexus.mcp.Observer;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.fleet.Fleet;
import nexus.metrics.Meters;
import nexus.metrics.ProcessMeters;
import nexus.mongo.AnswerMemory;
import nexus.tools.Offer;

/// The server: opens the rooms in order, joins them, and closes them in reverse. The only place where rooms meet.
final class Nexus implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Nexus.class.getName());

    private final Settings settings;
    private final Opened opened;
    private final Optional<EmbeddedMongo> embedded;
    private final Meters meters;
    private final Links links;
    private final AnswerMemory memory;
    private final Optional<Audit> audit;
    private final Limits limits;
    private final Narrowing narrowing;
    private final McpHttp http;
    private final McpServer mcp;
    private final StartUp start;
    private final Readiness readiness;
    private final WebServer web;
    private final CountDownLatch started = new CountDownLatch(1);

    private Nexus(
            Settings settings,
            Opened opened,
            Optional<EmbeddedMongo> embedded,
            Links links,
            Meters meters,
            UnaryOperator<Catalog> offer) {
        this.settings = settings;
        this.opened = opened;
        this.embedded = embedded;
        this.links = links;
        this.meters = meters;
        memory = settings.memory().map(AnswerMemory::new).orElseGet(AnswerMemory::quarterOfHeap);
        audit = Replicas.audit(settings);
        audit.ifPresent(opened::add);
        limits = new Limits(settings.limits());
        http = opened.add(new McpHttp(settings.http()));
        narrowing = Narrowing.open(settings, opened);
        var sources = links.sources(narrowing::now);
        var offered = offer.apply(Offer.catalog(sources, narrowing.changes(links.names())));
        var catalog = audit.map(book -> book.watch(offered)).orElse(offered);
        var observer =
                audit.map(book -> book.observer(meters.observer(), catalog)).orElse(meters.observer());
        mcp = new McpServer(About.INFO, catalog, settings.results(), Replicas.join(settings, opened), observer);
        start = opened.add(new StartUp(phases(catalog)));
        readiness = new Readiness(start::progress, links::trouble);
        var gate = opened.add(Gate.open(settings.access(), InstantSource.system()));
        web = new Sockets(settings, http, around(gate), readiness, links.checks(), meters).build();
        opened.add(web::stop);
        settings.http().tls().ifPresent(files -> opened.add(FreshTls.open(files, web::reloadTls)));
        opened.add(mcp::endStreams);
    }

    /// Opens the sockets and begins the start. `/mcp` answers 503 until every phase is passed.
    ///
    /// @throws RuntimeException if it cannot start at all: a port is taken, a tokens file cannot be used
    static Nexus open(Settings settings) {
        return open(settings, UnaryOperator.identity());
    }

    /// The same, with something else on offer.
    ///
    /// @param offer makes what is offered of what the product offers
    static Nexus open(Settings settings, UnaryOperator<Catalog> offer) {
        var opened = new Opened();
        try {
            var meters = opened.add(new Meters());
            var embedded = settings.connections().isEmpty()
                    ? Optional.of(opened.add(EmbeddedMongo.open()))
                    : Optional.<EmbeddedMongo>empty();
            var connections = embedded.map(database -> settings.toEmbedded(database.uri()))
                    .orElse(settings.connections());
            var links = opened.add(Links.open(connections, meters::command));
            var nexus = new Nexus(settings, opened, embedded, links, meters, offer);
            nexus.begin();
            return nexus;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void begin() {
        embedded.ifPresent(database -> LOG.log(INFO, "No MongoDB is configured: serving " + database.summary()));
        ProcessMeters.register(meters);
        ServerMeters.register(meters, settings.http().version(), http, memory);
        AccessMeters.register(meters, limits, audit);
        links.all().forEach(link -> LinkMeters.register(meters, link));
        Ports.requireFree("MCP_PORT", settings.http().host(), settings.http().port());
        Ports.requireFree("OPS_PORT", settings.ops().host(), settings.ops().port());
        web.start();
        if (!web.isRunning()) throw new IllegalStateException("the sockets cannot be opened; the log says why");
        LOG.log(
                INFO,
                "Listening: /mcp on " + settings.http().scheme() + "://"
                        + settings.http().host() + ":" + port() + ", probes and metrics on "
                        + settings.ops().host() + ":" + opsPort());
        Thread.ofVirtual().name("start").start(() -> {
            if (start.run()) started.countDown();
        });
    }

    private List<Phase> phases(Catalog catalog) {
        var phases = new ArrayList<>(links.phases(settings.start()));
        var trial = new McpServer(About.INFO, catalog, settings.results(), Fleet.alone(), Observer.NONE);
        phases.add(new Phase("mcp", "the MCP handlers", settings.start().mcp(), _ -> About.tryOut(trial)));
        return phases;
    }

    private McpHttp.Surroundings around(Gate gate) {
        return new McpHttp.Surroundings(
                mcp,
                gate,
                caller -> narrowing.now().narrow(caller),
                readiness::obstacleToCalls,
                readiness::isDraining,
                meters::response,
                memory::during,
                limits,
                audit.map(Audit::door).orElse(Door.NONE));
    }

    /// The port of `/mcp`.
    int port() {
        return web.port();
    }

    /// The port of the ops socket.
    int opsPort() {
        return web.port(Sockets.OPS);
    }

    /// What data is served, in one sentence.
    String served() {
        return embedded.map(EmbeddedMongo::summary)
                .orElseGet(() -> "connections: "
                        + String.join(", ", settings.connections().keySet()));
    }

    /// Waits until calls are served.
    ///
    /// @return whether they are
    boolean awaitReady(Duration deadline) throws InterruptedException {
        return started.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Turns `/ready` false, gives balancers the time to notice, and lets the calls at work finish.
    void drain() throws InterruptedException {
        readiness.drain();
        LOG.log(
                INFO,
                "Stopping: not ready any more, still serving for "
                        + settings.stop().pause().toSeconds() + " s");
        Thread.sleep(settings.stop().pause());
        mcp.endStreams();
        web.stop();
        LOG.log(INFO, "Stopped: every call that was accepted is answered");
    }

    @Override
    public void close() {
        opened.close();
    }
}
