package nexus.chart.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A client as agents use it: it has its own connections, keeps them open from call to call, and repeats nothing. That
/// is how the client of the JDK treats POST.
public final class McpClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\""
            + Era.STATELESS.revision() + "\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger ids = new AtomicInteger();
    private final Endpoint endpoint;
    private final Era era;
    private volatile Optional<String> session = Optional.empty();

    public McpClient(Endpoint endpoint, Era era) {
        this.endpoint = endpoint;
        this.era = era;
    }

    /// Shakes hands, where the era does so.
    public void open() throws IOException, InterruptedException {
        if (era == Era.STATELESS) return;
        session = Optional.empty();
        var answer = request(
                "initialize",
                "",
                "\"protocolVersion\":\"" + era.revision()
                        + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"load\",\"version\":\"1\"}");
        if (answer.complaint().isPresent())
            throw new IOException("initialize: " + answer.complaint().get());
        session = answer.headers().firstValue("Mcp-Session-Id");
        post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", "notifications/initialized", "");
    }

    /// Calls a tool.
    ///
    /// @param arguments a JSON object
    public Answer call(String tool, String arguments) throws IOException, InterruptedException {
        return request("tools/call", tool, "\"name\":\"" + tool + "\",\"arguments\":" + arguments);
    }

    /// Calls a tool whose answer may be larger than this machine would like to keep.
    public BulkAnswer bulk(String tool, String arguments) throws IOException, InterruptedException {
        var body = message("tools/call", "\"name\":\"" + tool + "\",\"arguments\":" + arguments);
        var request = prepared("tools/call", tool).timeout(DEADLINE).POST(BodyPublishers.ofString(body));
        var response = http.send(request.build(), BodyHandlers.ofInputStream());
        return BulkAnswer.read(response.statusCode(), response.body());
    }

    public Answer tools() throws IOException, InterruptedException {
        return request("tools/list", "", "");
    }

    private Answer request(String method, String name, String params) throws IOException, InterruptedException {
        return post(message(method, params), method, name);
    }

    private String message(String method, String params) {
        var all = era == Era.SESSION ? params : params + (params.isEmpty() ? "" : ",") + META;
        return "{\"jsonrpc\":\"2.0\",\"id\":" + ids.incrementAndGet() + ",\"method\":\"" + method + "\",\"params\":{"
                + all + "}}";
    }

    private Answer post(String body, String method, String name) throws IOException, InterruptedException {
        var response = http.send(
                prepared(method, name)
                        .timeout(DEADLINE)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /// Opens the stream on which this era is told of changes: an answer, whose beginning is here. It is to be closed.
    public HttpResponse<InputStream> stream() throws IOException, InterruptedException {
        var request = era == Era.SESSION
                ? prepared("", "").GET()
                : prepared("subscriptions/listen", "")
                        .POST(BodyPublishers.ofString(message("subscriptions/listen", "\"notifications\":{}")));
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder prepared(String method, String name) {
        var request = HttpRequest.newBuilder(endpoint.url())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + endpoint.token());
        endpoint.headers().forEach(request::header);
        if (!method.equals("initialize")) request.header("MCP-Protocol-Version", era.revision());
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        if (era == Era.STATELESS) request.header("Mcp-Method", method);
        if (era == Era.STATELESS && !name.isEmpty()) request.header("Mcp-Name", name);
        return request;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
