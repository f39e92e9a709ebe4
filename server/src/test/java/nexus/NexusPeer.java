package nexus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import nexus.config.Sources;
import nexus.mcp.catalog.Catalog;
import nexus.testing.Http;

/// The whole server on free ports, in this process.
public final class NexusPeer implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Nexus nexus;

    private NexusPeer(Nexus nexus) {
        this.nexus = nexus;
    }

    /// Starts it and waits until it serves calls.
    ///
    /// @param variables its environment
    public static NexusPeer start(Map<String, String> variables) throws InterruptedException {
        return start(variables, UnaryOperator.identity());
    }

    /// Starts it with something else on offer, and waits until it serves calls.
    public static NexusPeer start(Map<String, String> variables, UnaryOperator<Catalog> offer)
            throws InterruptedException {
        var peer = open(variables, offer);
        assertTrue(peer.nexus.awaitReady(LONGEST_START), "not ready within " + LONGEST_START);
        return peer;
    }

    /// Starts it and does not wait.
    public static NexusPeer open(Map<String, String> variables) {
        return open(variables, UnaryOperator.identity());
    }

    private static NexusPeer open(Map<String, String> variables, UnaryOperator<Catalog> offer) {
        var all = new HashMap<>(Map.of("MCP_PORT", "0", "OPS_PORT", "0", "NEXUS_STOP_PAUSE", "0"));
        all.putAll(variables);
        return new NexusPeer(
                Nexus.open(Sources.open(Map.of(), all, Settings.ALIASES).read(Settings::read), offer));
    }

    Nexus nexus() {
        return nexus;
    }

    public int port() {
        return nexus.port();
    }

    public String url() {
        return "http://127.0.0.1:" + nexus.port() + "/mcp";
    }

    public String base() {
        return "http://127.0.0.1:" + nexus.port();
    }

    public String ops() {
        return "http://127.0.0.1:" + nexus.opsPort();
    }

    /// Calls a tool as a client of 2025-11-25 does.
    public HttpResponse<String> call(String tool, String arguments) {
        return Http.post(
                url(),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                        + "\",\"arguments\":" + arguments + "}}",
                "MCP-Protocol-Version",
                "2025-11-25");
    }

    @Override
    public void close() {
        nexus.close();
    }
}
