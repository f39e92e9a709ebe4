package nexus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import nexus.access.Token;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Effect;
import nexus.mcp.catalog.Right;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.Tool.Action;
import nexus.mcp.catalog.ToolResult;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Json;
import nexus.testing.Mcp;

/// The whole server with an audit, two callers with tokens, and tools that change something beside those that read.
final class AuditPeer implements AutoCloseable {
    private final Path file;
    private final Token anna = Token.random();
    private final Token berta = Token.random();
    private final NexusPeer nexus;
    private final List<String> done;
    private final AtomicReference<CountDownLatch> gate;

    private AuditPeer(
            Path folder, Map<String, String> variables, List<String> done, AtomicReference<CountDownLatch> gate)
            throws IOException, InterruptedException {
        this.done = done;
        this.gate = gate;
        file = folder.resolve("audit.log");
        var tokens = Files.writeString(folder.resolve("tokens"), anna.line("anna") + "\n" + berta.line("berta") + "\n");
        var all = new HashMap<>(Map.of(
                "NEXUS_TOKENS_FILE", tokens.toString(),
                "NEXUS_AUDIT_TO", "file",
                "NEXUS_AUDIT_FILE", file.toString()));
        all.putAll(variables);
        all.values().removeIf(String::isEmpty);
        nexus = NexusPeer.start(all, this::withChanges);
    }

    static AuditPeer start(Path folder, Map<String, String> variables) throws IOException, InterruptedException {
        return new AuditPeer(
                folder, variables, new CopyOnWriteArrayList<>(), new AtomicReference<>(new CountDownLatch(0)));
    }

    private Catalog withChanges(Catalog offered) {
        var database = Argument.text("database", "Which.");
        var secret = Argument.json("filter", "Which.");
        var own = Stream.of(
                tool("drop", Effect.SETTLES, this::drop, database, secret, Argument.confirm()),
                tool("break", Effect.CHANGES, (_, _) -> {
                    throw new IllegalStateException("it broke");
                }),
                tool("wait", Effect.READS, this::await));
        return new Catalog(
                Stream.concat(offered.tools().stream(), own).toList(),
                offered.resources(),
                offered.prompts(),
                offered.changes(),
                offered.hasLogs());
    }

    private static Tool tool(String name, Effect effect, Action action, Argument... arguments) {
        return new Tool(name, name, "Does it.", List.of(arguments), "", Right.WRITE, effect, action);
    }

    private ToolResult drop(Arguments arguments, Call call) {
        if (!call.isConfirmed()) return new ToolResult.Confirm("This drops " + arguments.text("database") + ".");
        done.add(arguments.text("database"));
        return ToolResult.done("dropped", new byte[] {'{', '}'}).counting(3);
    }

    private ToolResult await(Arguments arguments, Call call) {
        try {
            done.add("waits");
            gate.get().await();
            return ToolResult.done("waited", new byte[] {'{', '}'});
        } catch (InterruptedException e) {
            return new ToolResult.Refused("interrupted");
        }
    }

    /// What was dropped, and `waits` for each call that waits.
    List<String> done() {
        return done;
    }

    /// Makes the tool `wait` wait until the latch is counted down.
    void gate(CountDownLatch latch) {
        gate.set(latch);
    }

    NexusPeer nexus() {
        return nexus;
    }

    String anna() {
        return "Bearer " + anna.secret().value();
    }

    String berta() {
        return "Bearer " + berta.secret().value();
    }

    /// Both tokens, which must be in no line.
    List<String> secrets() {
        return List.of(anna.secret().value(), berta.secret().value());
    }

    /// A request of 2025-11-25.
    HttpResponse<String> send(String authorization, String method, String params, String... headers) {
        var all = Stream.concat(
                        Stream.of("MCP-Protocol-Version", "2025-11-25", "Authorization", authorization),
                        Stream.of(headers))
                .toArray(String[]::new);
        return Http.post(nexus.url(), Mcp.legacy(method, params), all);
    }

    HttpResponse<String> call(String tool, String arguments) {
        return send(anna(), "tools/call", "\"name\":\"" + tool + "\",\"arguments\":" + arguments);
    }

    /// A metric without labels.
    String metric(String name) {
        return Http.get(nexus.ops() + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElse("none");
    }

    /// The whole audit as it is.
    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines, once there are so many; without what differs from run to run, and each of them JSON.
    List<String> lines(int count) {
        Eventually.holds(count + " lines", () -> text().lines().count() >= count);
        return text().lines().map(AuditPeer::steady).toList();
    }

    private static String steady(String line) {
        Json.parse(line);
        return line.replaceFirst(
                        "^\\{\"audit\":true,\"time\":\"[-0-9T:.]{23}Z\",\"replica\":\"[^\"]+/[0-9a-f]{8}\",", "")
                .replaceFirst("\"call\":\\d+,", "")
                .replaceFirst(",\"ms\":\\d+\\.\\d{3}", "")
                .replaceFirst("\"peer\":\"127.0.0.1\",", "");
    }

    @Override
    public void close() {
        nexus.close();
    }
}
