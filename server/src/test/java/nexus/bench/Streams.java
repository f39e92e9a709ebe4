package nexus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a client costs that listens and hears nothing: memory of the server for each idle `subscriptions/listen`, and
/// whether each ends as it should when the server stops.
final class Streams {
    /// Enough for every class and every pool to be there before anything is measured.
    private static final int WARM_UP = 100;

    /// Longer than a heartbeat, so that each stream has done all that it ever does.
    private static final Duration IDLE = Duration.ofSeconds(20);

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Options options;
    private final Child server;
    private final int port;

    private Streams(Options options, Child server, int port) {
        this.options = options;
        this.server = server;
        this.port = port;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.of(Map.of("--streams", "1000"), arguments);
        Files.createDirectories(options.folder());
        var named = Database.named();
        if (named.isPresent()) {
            measure(options, named.get());
            return;
        }
        try (var database = Child.main(options.folder(), Database.class)) {
            measure(options, database.line());
        }
    }

    private static void measure(Options options, String uri) throws IOException, InterruptedException {
        int port = Child.freePort();
        try (var server = start(options, uri, port)) {
            System.out.println(new Streams(options, server, port).measure());
        }
    }

    /// As a user runs it, but for the ports and the limits.
    private static Child start(Options options, String uri, int port) throws IOException {
        int most = options.streams() + WARM_UP;
        var variables = Map.of(
                "MONGO_URI", uri,
                "MCP_PORT", Integer.toString(port),
                "OPS_PORT", Integer.toString(Child.freePort()),
                "NEXUS_STOP_PAUSE", "0",
                "NEXUS_HTTP_MAX_STREAMS", Integer.toString(most),
                "NEXUS_HTTP_MAX_CONNECTIONS", Integer.toString(most));
        var command = Child.java(List.of("-Xmx192m", "-jar", options.jar().toString()));
        return Child.startQuietly(options.folder().resolve("streams.log"), variables, command);
    }

    private String measure() throws IOException, InterruptedException {
        awaitAnswer();
        for (var stream : open(WARM_UP)) stream.close();
        Thread.sleep(IDLE);
        var before = Memory.of(server);
        var streams = open(options.streams());
        Thread.sleep(IDLE);
        var after = Memory.of(server);
        long start = System.nanoTime();
        server.terminate();
        var ends = new StreamReport.Ends(ended(streams), (System.nanoTime() - start) / 1e9, server.exitCode());
        return new StreamReport(options.streams(), before, after, ends).text();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try (var _ = ListenStream.open(port, 0)) {
                return;
            } catch (IOException e) {
                if (!server.isAlive() || System.nanoTime() > end) throw new IOException("see its log", e);
                Thread.sleep(100);
            }
        }
    }

    private List<ListenStream> open(int count) throws IOException {
        var streams = new ArrayList<ListenStream>();
        for (int id = 0; id < count; id++) streams.add(ListenStream.open(port, id));
        return streams;
    }

    /// How many came to their end with their closing result.
    private static int ended(List<ListenStream> streams) {
        int ended = 0;
        for (var stream : streams) {
            try (stream) {
                if (stream.endsWithItsResult()) ended++;
            } catch (IOException e) {
                System.err.println("a stream was cut: " + e);
            }
        }
        return ended;
    }
}
