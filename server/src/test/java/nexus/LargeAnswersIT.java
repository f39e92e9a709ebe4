package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import nexus.testing.Http;
import nexus.testing.MongoPeer;
import nexus.testing.ServerProcess;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Eight callers at once ask a server in a pod of 512 MiB for 100 MB each: it neither ends nor outgrows the pod, and
/// every answer is complete, cut with a word on how to go on, or refused in words.
class LargeAnswersIT {
    private static final int CALLERS = 8;
    private static final int ROUNDS = Boolean.getBoolean("tests.long") ? 20 : 1;
    private static final int EACH_BYTES = 105_000_000;
    private static final int REPLY_BYTES = 15_000_000;
    private static final long POD_BYTES = 512L << 20;
    /// As the chart sets them for a pod of this size. That an answer runs out of heap must not pass unseen.
    private static final List<String> POD = List.of(
            "-XX:MaxRAM=512m",
            "-XX:MaxRAMPercentage=55",
            "-XX:+UseSerialGC",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:ActiveProcessorCount=1",
            "-XX:+ExitOnOutOfMemoryError");
    private static final Map<String, String> RAISED = Map.of(
            "NEXUS_CONNECTION_DEFAULTS_LIMITS_BYTES", "100MiB",
            "NEXUS_CONNECTION_DEFAULTS_LIMITS_DOCUMENTS", "100000");
    /// By collection the size of one document.
    private static final Map<String, Integer> SHELVES = Map.of("small", 1_000, "middle", 100_000, "large", 1_000_000);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static MongoPeer mongo;

    @BeforeAll
    static void fill() {
        mongo = MongoPeer.start();
        SHELVES.forEach(LargeAnswersIT::fill);
    }

    private static void fill(String collection, int size) {
        // Quotes, since what is escaped inside a text grows.
        var text = "\"x\" ".repeat(size / 4);
        int count = EACH_BYTES / size;
        int batch = Math.max(8_000_000 / size, 1);
        for (int from = 0; from < count; from += batch) {
            mongo.database()
                    .getCollection(collection)
                    .insertMany(IntStream.range(from, Math.min(from + batch, count))
                            .mapToObj(id -> new Document("_id", id).append("text", text))
                            .toList());
        }
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    /// @param variables beside where the database is
    record Row(String name, Map<String, String> variables) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> rows() {
        return List.of(
                new Row("the default budget", Map.of()),
                new Row("a budget of 100 MiB", RAISED),
                new Row("a budget of 100 MiB, data sent twice", both()));
    }

    private static Map<String, String> both() {
        var variables = new HashMap<>(RAISED);
        variables.put("NEXUS_MCP_RESULTS", "both");
        return variables;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void survivesEightCallersWhoAskForMoreThanThereIs(Row row) throws Exception {
        var variables = new HashMap<>(row.variables());
        variables.put("MONGO_URI", mongo.uri());
        // A machine that does much else at the same time shall not be taken for a server that fails.
        variables.put("NEXUS_CONNECTION_DEFAULTS_LIMITS_TIME", "5m");
        variables.put("NEXUS_CONNECTION_DEFAULTS_CONNECT_TIMEOUT", "1m");
        try (var server = ServerProcess.start(POD, variables)) {
            var seen = new EnumMap<LargeAnswer.Ending, Integer>(LargeAnswer.Ending.class);
            long bytes = 0;
            for (int round = 0; round < ROUNDS; round++) {
                for (var collection : SHELVES.keySet()) {
                    for (var answer : together(server, collection)) {
                        seen.merge(answer.ending(), 1, Integer::sum);
                        bytes += answer.bytes();
                    }
                }
            }
            assertTrue(server.isAlive(), server::errors);
            assertEquals(0, taken(server), "memory for answers that was not given back");
            long most = peak(server);
            System.out.println("LargeAnswersIT, " + row + ": " + ROUNDS * SHELVES.size() + " times " + CALLERS
                    + " callers: " + seen + ", " + bytes / 1_000_000 + " MB sent; at most " + (most >> 20)
                    + " MiB resident");
            assertTrue(most < POD_BYTES, "resident: " + most);
        }
    }

    private static List<LargeAnswer> together(ServerProcess server, String collection) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<LargeAnswer>>();
            for (int i = 0; i < CALLERS; i++) {
                var isFind = i % 2 == 0;
                calls.add(() -> isFind ? find(server, collection) : aggregate(server, collection));
            }
            var answers = new ArrayList<LargeAnswer>();
            for (var answer : threads.invokeAll(calls)) answers.add(answer.get());
            return answers;
        } catch (ExecutionException e) {
            throw new AssertionError(server.errors(), e);
        }
    }

    private static LargeAnswer find(ServerProcess server, String collection) throws IOException, InterruptedException {
        return call(server, "find", collection, ",\"filter\":{},\"limit\":100000");
    }

    private static LargeAnswer aggregate(ServerProcess server, String collection)
            throws IOException, InterruptedException {
        // The emulator puts all that comes out of a pipeline into one reply; MongoDB fills one up to 16 MiB.
        int most = mongo.isEmulator() ? REPLY_BYTES / SHELVES.getOrDefault(collection, 1) : 100_000;
        return call(server, "aggregate", collection, ",\"pipeline\":[{\"$match\":{}},{\"$limit\":" + most + "}]");
    }

    private static LargeAnswer call(ServerProcess server, String tool, String collection, String rest)
            throws IOException, InterruptedException {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{\"database\":\"" + mongo.databaseName() + "\",\"collection\":\"" + collection
                + "\""
                + rest + "}}}";
        var request = HttpRequest.newBuilder(URI.create(server.url()))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .timeout(Duration.ofMinutes(6))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        var isStream = response.headers()
                .firstValue("Content-Type")
                .filter("text/event-stream"::equals)
                .isPresent();
        try (var in = response.body()) {
            return LargeAnswer.read(in.readAllBytes(), isStream);
        }
    }

    private static double taken(ServerProcess server) {
        return Http.get(server.ops() + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("mcp_answer_memory_bytes{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    /// The most memory that the kernel ever booked on the process, where there is a Linux that tells.
    private static long peak(ServerProcess server) throws IOException {
        var status = Path.of("/proc/" + server.pid() + "/status");
        if (!Files.isReadable(status)) return 0;
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        }
    }
}
