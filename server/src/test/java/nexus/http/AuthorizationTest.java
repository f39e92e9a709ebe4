package nexus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import nexus.access.Token;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Effect;
import nexus.mcp.catalog.Right;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.IssuerPeer;
import nexus.testing.MongoPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Tokens of a file and of an issuer, both at once, over HTTP: who gets in, what is said to who does not, and what each
/// sees and may call.
class AuthorizationTest {
    private static final String METADATA =
            "resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final List<String> REVISIONS = List.of("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26");

    @TempDir
    private static Path folder;

    private static MongoPeer mongo;
    private static IssuerPeer issuer;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        mongo = MongoPeer.start();
        issuer = IssuerPeer.start();
        Files.writeString(tokens(), Token.random().line("nobody"));
        nexus = NexusPeer.start(
                Map.of(
                        "MONGO_URI",
                        mongo.uri(),
                        "NEXUS_AUTH_MODE",
                        "token,oauth",
                        "NEXUS_TOKENS_FILE",
                        tokens().toString(),
                        "NEXUS_AUTH_WATCH",
                        "100ms",
                        "NEXUS_AUTH_OAUTH_ISSUER",
                        issuer.issuer(),
                        "NEXUS_AUTH_OAUTH_AUDIENCE",
                        IssuerPeer.AUDIENCE),
                AuthorizationTest::offer);
    }

    @AfterAll
    static void stop() {
        nexus.close();
        issuer.close();
        mongo.close();
    }

    private static Path tokens() {
        return folder.resolve("tokens");
    }

    private static Catalog offer(Catalog catalog) {
        var tools = new ArrayList<>(List.of(catalog.tools().getFirst()));
        tools.add(tool("change", Right.WRITE));
        tools.add(tool("rule", Right.ADMIN));
        return new Catalog(tools, catalog.resources(), catalog.prompts(), catalog.changes(), catalog.hasLogs());
    }

    private static Tool tool(String name, Right right) {
        return new Tool(
                name, name, name, List.of(), "", right, Effect.CHANGES, (_, _) -> new ToolResult.Refused("done"));
    }

    private static HttpResponse<String> ping(String token) {
        return Http.post(nexus.url(), PING, "Authorization", "Bearer " + token);
    }

    private static String challenge(HttpResponse<String> response) {
        return response.headers().firstValue("WWW-Authenticate").orElse("");
    }

    private static HttpResponse<String> send(String token, String revision, String method, String tool) {
        var meta = revision.equals("2026-07-28")
                ? "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}"
                : "\"_meta\":{}";
        var name = tool.isEmpty() ? "" : "\"name\":\"" + tool + "\",\"arguments\":{},";
        var body = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{" + name + meta + "}}";
        var headers = new ArrayList<>(
                List.of("Authorization", "Bearer " + token, "MCP-Protocol-Version", revision, "Mcp-Method", method));
        if (!tool.isEmpty()) headers.addAll(List.of("Mcp-Name", tool));
        return Http.post(nexus.url(), body, headers.toArray(String[]::new));
    }

    @Test
    void sendsWhoHasNoTokenToTheIssuer() {
        var response = Http.post(nexus.url(), PING);
        assertEquals(401, response.statusCode());
        assertEquals("Bearer scope=\"nexus:read\", " + METADATA, challenge(response));
    }

    @Test
    void letsInWhoHasATokenOfTheIssuer() {
        assertEquals(200, ping(issuer.token("nexus:read")).statusCode());
    }

    @Test
    void saysWhatIsWrongWithAToken() {
        var response = ping(issuer.token(claims -> claims.audience("https://other.example/mcp")));
        assertEquals(401, response.statusCode());
        assertEquals(
                "Bearer error=\"invalid_token\","
                        + " error_description=\"it was not issued for this server: its aud is another\","
                        + " scope=\"nexus:read\", " + METADATA,
                challenge(response));
        assertEquals(401, ping("nexus_wrong").statusCode());
    }

    @Test
    void saysWhichScopeIsMissingAltogether() {
        var response = ping(issuer.token("openid profile"));
        assertEquals(403, response.statusCode());
        assertEquals(
                "Bearer error=\"insufficient_scope\", error_description=\"the token does not allow this\","
                        + " scope=\"nexus:read\", " + METADATA,
                challenge(response));
    }

    @Test
    void refusesATokenInTheQuery() {
        var token = issuer.token("nexus:read");
        var response = Http.post(nexus.url() + "?access_token=" + token, PING);
        assertEquals(400, response.statusCode());
        assertTrue(challenge(response).startsWith("Bearer error=\"invalid_request\""), challenge(response));
        assertFalse(response.body().contains(token), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"})
    void tellsWhoseTokensAreTaken(String path) {
        var response = Http.get(nexus.base() + path);
        assertEquals(200, response.statusCode());
        assertEquals(
                "{\"resource\":\"https://mcp.example.com/mcp\",\"authorization_servers\":[\"" + issuer.issuer()
                        + "\"],\"scopes_supported\":[\"nexus:read\"],\"bearer_methods_supported\":[\"header\"],"
                        + "\"resource_name\":\"Nexus MCP\"}",
                response.body());
    }

    @ParameterizedTest
    @CsvSource({
        "/.well-known/oauth-protected-resource/../../mcp,401",
        "/.well-known/x/../../mcp,401",
        "/.well-known/%2e%2e/mcp,404",
        "/.well-known%2f..%2fmcp,404",
        "/mcp/.well-known/,401"
    })
    void opensNoOtherPath(String path, int status) {
        assertEquals(status, Http.post(nexus.base() + path, PING).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource/mcp/",
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration",
                "/.well-known/"
            })
    void tellsThatThereIsNothingElseToKnow(String path) {
        var response = Http.get(nexus.base() + path);
        assertEquals(404, response.statusCode());
        assertTrue(response.body().contains("there is nothing under this path"), response.body());
    }

    @Test
    void tellsItToNoForeignPage() {
        var response = Http.send(java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(nexus.base() + "/.well-known/oauth-protected-resource"))
                .header("Origin", "https://evil.example"));
        assertEquals(403, response.statusCode());
    }

    private static List<String> listed(String scopes, String revision) {
        var names = new ArrayList<String>();
        new JsonMapper()
                .readTree(send(issuer.token(scopes), revision, "tools/list", "").body())
                .at("/result/tools")
                .forEach(tool -> names.add(tool.path("name").asString()));
        return names.subList(1, names.size());
    }

    @ParameterizedTest
    @CsvSource({"nexus:read,''", "nexus:write,change", "nexus:read nexus:write,change", "nexus:admin,change rule"})
    void listsWhatTheCallerMayUse(String scopes, String tools) {
        for (var revision : REVISIONS) assertEquals(tools, String.join(" ", listed(scopes, revision)), revision);
    }

    @ParameterizedTest
    @CsvSource({
        "nexus:read,change,403",
        "nexus:read,rule,403",
        "nexus:write,change,200",
        "nexus:write,rule,403",
        "nexus:admin,change,200",
        "nexus:admin,rule,200"
    })
    void checksEachCall(String scope, String tool, int status) {
        for (var revision : REVISIONS) {
            var response = send(issuer.token(scope), revision, "tools/call", tool);
            assertEquals(status, response.statusCode(), revision + response.body());
            if (status == 200) continue;
            var needed = tool.equals("rule") ? "nexus:admin" : "nexus:write";
            assertEquals(
                    "Bearer error=\"insufficient_scope\", error_description=\"the token does not allow this\", scope=\""
                            + needed + "\", " + METADATA,
                    challenge(response));
            assertTrue(response.body().startsWith("{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{"), response.body());
        }
    }

    @Test
    void checksEachCallOfABatch() {
        var call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"change\"}}";
        var response = Http.post(
                nexus.url(),
                "[" + call + "," + PING.replace("1", "2") + "]",
                "Authorization",
                "Bearer " + issuer.token("nexus:read"),
                "MCP-Protocol-Version",
                "2025-03-26");
        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.body().contains("this call needs the right"), response.body());
    }

    @Test
    void takesOverNewTokensWithoutARestart() throws IOException {
        var fresh = Token.random();
        var text = fresh.secret().value();
        Files.writeString(tokens(), fresh.line("alice", List.of("read")));
        Eventually.holds("the new token is good", () -> ping(text).statusCode() == 200);
        assertEquals(403, send(text, "2025-11-25", "tools/call", "change").statusCode());
        Files.writeString(tokens(), Token.random().line("bob"));
        Eventually.holds("the old token is good no more", () -> ping(text).statusCode() == 401);
    }

    @Test
    void tellsToComeAgainWhileTheIssuerIsAway() throws InterruptedException {
        var token = issuer.token("nexus:read");
        try (var away = NexusPeer.start(Map.of(
                "MONGO_URI",
                mongo.uri(),
                "NEXUS_AUTH_OAUTH_ISSUER",
                issuer.issuer(),
                "NEXUS_AUTH_OAUTH_JWKS_URI",
                "http://127.0.0.1:1/keys",
                "NEXUS_AUTH_OAUTH_AUDIENCE",
                IssuerPeer.AUDIENCE))) {
            var response = Http.post(away.url(), PING, "Authorization", "Bearer " + token);
            assertEquals(503, response.statusCode());
            assertEquals("10", response.headers().firstValue("Retry-After").orElse(""));
            assertEquals(401, Http.post(away.url(), PING).statusCode());
        }
    }
}
