package nexus.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Messages of MCP and the streams they are answered with, as a client writes and reads them.
public final class Mcp {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String META =
            "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private Mcp() {}

    /// A request of MCP 2026-07-28 with the id 1.
    public static String modern(String method, String params) {
        return legacy(method, params + (params.isEmpty() ? "" : ",") + META);
    }

    /// A request of a handshake revision with the id 1.
    public static String legacy(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    /// The headers that mirror a request of MCP 2026-07-28.
    public static String[] headers(String method, String name) {
        return new String[] {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method, "Mcp-Name", name};
    }

    public static String[] inSession(String session) {
        return new String[] {"Mcp-Session-Id", session, "MCP-Protocol-Version", "2025-11-25"};
    }

    /// Shakes hands and returns the session's id.
    public static String session(String url, String capabilities) {
        var params =
                "\"protocolVersion\":\"2025-11-25\",\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"},\"capabilities\":"
                        + capabilities;
        return Http.post(url, legacy("initialize", params))
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    /// POSTs and returns when the first bytes of the answer are there.
    ///
    /// @param name    for the headers of MCP 2026-07-28
    /// @param headers instead of those
    public static HttpResponse<InputStream> open(String url, String body, String name, String... headers) {
        var method = body.replaceFirst(".*\"method\":\"([^\"]*)\".*", "$1");
        var request = HttpRequest.newBuilder(URI.create(url))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .headers(headers.length == 0 ? headers(method, name) : headers);
        return send(request);
    }

    /// Opens the stream of a session.
    public static HttpResponse<InputStream> stream(String url, String session) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Accept", "text/event-stream")
                .headers(inSession(session)));
    }

    public static HttpResponse<InputStream> end(String url, String session) {
        return send(HttpRequest.newBuilder(URI.create(url)).DELETE().headers(inSession(session)));
    }

    private static HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(DEADLINE).build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The messages of a stream, up to its end.
    public static List<String> events(InputStream stream) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring(6))
                    .toList();
        }
    }
}
