import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Starts the server of the image on its sample data, calls it as clients of both eras do, stops it, and leaves the AOT
/// cache that its JVM makes of that. Ends with 1 if an answer is not what it should be: a cache of errors is none.
///
/// Run while the image is built: `java Train.java CACHE`.
final class Train {
    private static final int ROUNDS = 20;
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final String BASE = "http://127.0.0.1:3000";
    private static final String OPS = "http://127.0.0.1:9090";
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// Tools, with arguments that the sample data has answers to.
    private static final Map<String, String> TOOLS = Map.ofEntries(
            Map.entry("list-connections", "{}"),
            Map.entry("list-databases", "{}"),
            Map.entry("list-collections", "{\"database\":\"shop\"}"),
            Map.entry("db-stats", "{\"database\":\"shop\"}"),
            Map.entry("collection-schema", orders("")),
            Map.entry("collection-indexes", orders("")),
            Map.entry("collection-storage-size", orders("")),
            Map.entry("distinct", orders(",\"field\":\"status\"")),
            Map.entry("find", orders(",\"filter\":{\"status\":\"pending\"},\"limit\":5")),
            Map.entry("count", orders(",\"query\":{\"status\":\"pending\"}")),
            Map.entry("aggregate", orders(",\"pipeline\":"
                    + "[{\"$group\":{\"_id\":\"$status\",\"n\":{\"$sum\":1}}},{\"$sort\":{\"n\":-1}}]")));

    private final String token;

    private Train(String token) {
        this.token = token;
    }

    public static void main(String... args) throws IOException, InterruptedException {
        var cache = Path.of(args[0]);
        Files.createDirectories(cache.getParent());
        var made = new ProcessBuilder("nexus", "token", "trainer").start();
        var line = new String(made.getInputStream().readAllBytes()).strip();
        var said = new String(made.getErrorStream().readAllBytes());
        var tokens = Files.writeString(Files.createTempFile("tokens", ""), line + "\n");
        var server = start(cache, tokens);
        try {
            awaitReady(server);
            var trainer = new Train(tokenIn(said));
            for (int round = 0; round < ROUNDS; round++) trainer.callAll();
        } finally {
            server.destroy();
        }
        var code = server.waitFor();
        if (code != 0) throw new IOException("the server ended with " + code);
        if (!Files.exists(cache)) throw new IOException("the JVM left no cache at " + cache);
        System.out.println("trained: " + cache + ", " + (Files.size(cache) >> 20) + " MB");
    }

    /// By the image's own start script, so that the options are those of the image.
    private static Process start(Path cache, Path tokens) throws IOException {
        var builder = new ProcessBuilder("nexus").inheritIO();
        builder.environment().putAll(Map.of(
                "JDK_JAVA_OPTIONS", "-Xlog:aot*=error -XX:AOTCacheOutput=" + cache,
                "NEXUS_TOKENS_FILE", tokens.toString(),
                "NEXUS_LOG_FORMAT", "json",
                "NEXUS_STOP_PAUSE", "0"));
        return builder.start();
    }

    /// What `nexus token` tells the person: the token is its last word.
    private static String tokenIn(String said) throws IOException {
        return said.lines()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(word -> word.startsWith("nexus_"))
                .reduce((_, last) -> last)
                .orElseThrow(() -> new IOException("no token in: " + said));
    }

    private static void awaitReady(Process server) throws IOException, InterruptedException {
        var end = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            if (!server.isAlive() || System.nanoTime() > end) throw new IOException("the server does not get ready");
            try {
                if (send(HttpRequest.newBuilder(URI.create(BASE + "/ready"))).statusCode() == 200) return;
            } catch (IOException e) {
                // It does not listen yet.
            }
            Thread.sleep(50);
        }
    }

    private void callAll() throws IOException, InterruptedException {
        for (var path : List.of("/live", "/ready", "/health", "/metrics")) expect(get(OPS + path), "");
        expect(get(BASE + "/health"), "");
        expect(modern("server/discover", "", ""), "\"result\"");
        expect(modern("tools/list", "", ""), "\"find\"");
        expect(modern("resources/list", "", ""), "\"result\"");
        expect(modern("prompts/list", "", ""), "\"result\"");
        for (var tool : TOOLS.entrySet()) {
            var params = "\"name\":\"" + tool.getKey() + "\",\"arguments\":" + tool.getValue();
            expect(modern("tools/call", params, tool.getKey()), "\"content\"");
            expect(legacy("tools/call", params), "\"content\"");
        }
        expect(legacy("initialize", "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"trainer\",\"version\":\"1\"}"), "\"serverInfo\"");
        expect(legacy("tools/list", ""), "\"find\"");
        var stranger = send(HttpRequest.newBuilder(URI.create(BASE + "/mcp")).POST(HttpRequest.BodyPublishers.noBody()));
        if (stranger.statusCode() != 401) throw new IOException("without a token: " + stranger.statusCode());
    }

    private HttpResponse<String> modern(String method, String params, String name)
            throws IOException, InterruptedException {
        var request = post(message(method, params.isEmpty() ? META : params + "," + META))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method);
        return send(name.isEmpty() ? request : request.header("Mcp-Name", name));
    }

    private HttpResponse<String> legacy(String method, String params) throws IOException, InterruptedException {
        return send(post(message(method, params)).header("MCP-Protocol-Version", "2025-11-25"));
    }

    private static String orders(String more) {
        return "{\"database\":\"shop\",\"collection\":\"orders\"" + more + "}";
    }

    private static String message(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    private HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(URI.create(BASE + "/mcp"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.timeout(LONGEST_ANSWER).build(), BodyHandlers.ofString());
    }

    private static void expect(HttpResponse<String> answer, String part) throws IOException {
        if (answer.statusCode() != 200 || !answer.body().contains(part))
            throw new IOException(answer.request().uri() + " answers " + answer.statusCode() + ": " + answer.body());
    }
}
