package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Mcp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the audit tells of calls over HTTP, and what it never tells.
class AuditTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALL = "\"who\":\"anna\",\"method\":\"tools/call\",";

    @TempDir
    private Path folder;

    private AuditPeer peer;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        peer = AuditPeer.start(folder, Map.of());
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void tellsWhoLookedAtWhatAndHowMuchOfIt() {
        peer.send(
                peer.anna(),
                "tools/call",
                "\"name\":\"find\",\"arguments\":{\"database\":\"shop\",\"collection\":\"orders\",\"limit\":3},"
                        + "\"_meta\":{\"traceparent\":\"00-" + TRACE + "-b7ad6b7169203331-01\"}",
                "X-Forwarded-For",
                "203.0.113.9",
                "X-Request-Id",
                "4f3c-1");
        assertEquals(
                List.of("\"who\":\"anna\",\"forwarded\":\"203.0.113.9\",\"method\":\"tools/call\",\"tool\":\"find\","
                        + "\"database\":\"shop\",\"collection\":\"orders\",\"outcome\":\"ok\",\"count\":3,"
                        + "\"trace\":\"" + TRACE + "\",\"id\":\"1\",\"request\":\"4f3c-1\"}"),
                peer.lines(1));
    }

    @Test
    void tellsEachKindOfOutcome() {
        peer.call("count", "{\"database\":\"shop\",\"collection\":\"orders\",\"query\":{\"$where\":\"1\"}}");
        peer.call("find", "{\"database\":\"shop\"}");
        peer.call("no-such-tool", "{\"database\":\"shop\"}");
        peer.call("break", "{}");
        peer.call("list-databases", "{\"connectionId\":\"nowhere\"}");
        var place = CALL + "\"tool\":\"find\",\"database\":\"shop\",";
        assertEquals(
                List.of(
                        CALL
                                + "\"tool\":\"count\",\"database\":\"shop\",\"collection\":\"orders\",\"outcome\":\"refused\",\"id\":\"1\"}",
                        place + "\"outcome\":\"refused\",\"id\":\"1\"}",
                        CALL + "\"outcome\":\"refused\",\"code\":-32602,\"id\":\"1\"}",
                        CALL + "\"tool\":\"break\",\"phase\":\"begin\",\"confirmed\":false,\"id\":\"1\"}",
                        CALL
                                + "\"tool\":\"break\",\"phase\":\"end\",\"confirmed\":false,\"outcome\":\"failed\",\"code\":-32603,\"id\":\"1\"}",
                        CALL
                                + "\"tool\":\"list-databases\",\"connection\":\"nowhere\",\"outcome\":\"refused\",\"id\":\"1\"}"),
                peer.lines(6));
    }

    @Test
    void tellsWhichResourcesPromptsAndNamesWereLookedAt() {
        var collection = "mongodb://default/shop/orders";
        peer.send(peer.berta(), "resources/list", "");
        peer.send(peer.berta(), "resources/read", "\"uri\":\"" + collection + "/schema\"");
        peer.send(peer.berta(), "resources/read", "\"uri\":\"file:///etc/passwd\"");
        peer.send(peer.berta(), "prompts/get", "\"name\":\"nothing\"");
        peer.send(
                peer.berta(),
                "completion/complete",
                "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"mongodb://{connection}/{database}\"},"
                        + "\"argument\":{\"name\":\"database\",\"value\":\"SECRET\"},"
                        + "\"context\":{\"arguments\":{\"connection\":\"default\"}}");
        peer.send(peer.berta(), "tools/list", "");
        peer.send(peer.berta(), "ping", "");
        var who = "\"who\":\"berta\",\"method\":";
        assertEquals(
                List.of(
                        who + "\"resources/list\",\"outcome\":\"ok\",\"id\":\"1\"}",
                        who
                                + "\"resources/read\",\"resource\":\"mongodb://{connection}/{database}/{collection}/schema\","
                                + "\"connection\":\"default\",\"database\":\"shop\",\"collection\":\"orders\",\"outcome\":\"ok\",\"id\":\"1\"}",
                        who + "\"resources/read\",\"outcome\":\"refused\",\"code\":-32002,\"id\":\"1\"}",
                        who + "\"prompts/get\",\"outcome\":\"refused\",\"code\":-32602,\"id\":\"1\"}",
                        who + "\"completion/complete\",\"resource\":\"mongodb://{connection}/{database}\","
                                + "\"completes\":\"database\",\"connection\":\"default\",\"outcome\":\"ok\",\"id\":\"1\"}"),
                peer.lines(5));
    }

    @Test
    void aListenerIsNotedWhenItBegins() throws IOException {
        var params = "\"notifications\":{\"resourceSubscriptions\":[\"mongodb://default/shop/orders\",\"SECRET\"]}";
        var stream = Mcp.open(
                peer.nexus().url(),
                Mcp.modern("subscriptions/listen", params),
                "",
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "subscriptions/listen",
                "Authorization",
                peer.anna());
        assertEquals(200, stream.statusCode());
        var told =
                "\"who\":\"anna\",\"method\":\"subscriptions/listen\",\"resources\":[\"mongodb://default/shop/orders\"],";
        assertEquals(List.of(told + "\"phase\":\"begin\",\"id\":\"1\"}"), peer.lines(1));
        stream.body().close();
    }

    @Test
    void aChangeIsNotedBeforeAndAfterWithTheConsentToIt() {
        var arguments = "{\"database\":\"shop\",\"filter\":{\"a\":\"SECRET\"}";
        var asked = peer.call("drop", arguments + "}").body();
        var token = Pattern.compile("confirm\\\\\": \\\\\"([^\\\\]+)").matcher(asked);
        assertTrue(token.find(), asked);
        peer.call("drop", arguments + ",\"confirm\":\"" + token.group(1) + "\"}");
        peer.call("drop", arguments + ",\"confirm\":\"" + token.group(1) + "\"}");
        assertEquals(List.of("shop"), peer.done());
        var drop = CALL + "\"tool\":\"drop\",\"database\":\"shop\",";
        assertEquals(
                List.of(
                        drop + "\"phase\":\"begin\",\"confirmed\":false,\"id\":\"1\"}",
                        drop + "\"phase\":\"end\",\"confirmed\":false,\"outcome\":\"asked\",\"id\":\"1\"}",
                        drop + "\"phase\":\"begin\",\"confirmed\":true,\"id\":\"1\"}",
                        drop + "\"phase\":\"end\",\"confirmed\":true,\"outcome\":\"ok\",\"count\":3,\"id\":\"1\"}",
                        drop + "\"outcome\":\"refused\",\"id\":\"1\"}"),
                peer.lines(5));
        assertFalse(peer.text().contains(token.group(1)) || peer.text().contains("SECRET"), peer.text());
    }

    @Test
    void aPersonsNoIsNoted() {
        var meta = ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{\"form\":{}}}}";
        var params = "\"name\":\"drop\",\"arguments\":{\"database\":\"shop\"}";
        var headers = new String[] {
            "MCP-Protocol-Version",
            "2026-07-28",
            "Mcp-Method",
            "tools/call",
            "Mcp-Name",
            "drop",
            "Authorization",
            peer.anna()
        };
        var asked = Http.post(peer.nexus().url(), Mcp.legacy("tools/call", params + meta), headers)
                .body();
        var state = Pattern.compile("\"requestState\":\"([^\"]+)\"").matcher(asked);
        assertTrue(state.find(), asked);
        var answer = ",\"requestState\":\"" + state.group(1)
                + "\",\"inputResponses\":{\"confirm\":{\"action\":\"decline\"}}";
        Http.post(peer.nexus().url(), Mcp.legacy("tools/call", params + answer + meta), headers);
        var drop = CALL + "\"tool\":\"drop\",\"database\":\"shop\",";
        assertEquals(List.of(), peer.done());
        assertEquals(
                List.of(
                        drop + "\"phase\":\"begin\",\"confirmed\":false,\"id\":\"1\"}",
                        drop + "\"phase\":\"end\",\"confirmed\":false,\"outcome\":\"asked\",\"id\":\"1\"}",
                        drop + "\"outcome\":\"declined\",\"id\":\"1\"}"),
                peer.lines(3));
    }

    @Test
    void aChangeThatCannotBeNotedIsNotDoneAndReadsGoOn() throws IOException {
        peer.call("count", "{\"database\":\"shop\",\"collection\":\"orders\"}");
        peer.lines(1);
        var moved = folder.resolveSibling(folder.getFileName() + "-moved");
        Files.move(folder, moved);
        var refused = peer.call("drop", "{\"database\":\"shop\"}").body();
        var read = peer.call("count", "{\"database\":\"shop\",\"collection\":\"orders\"}");
        Files.move(moved, folder);
        assertTrue(refused.contains("nothing was done") && refused.contains("\"isError\":true"), refused);
        assertTrue(read.body().contains("\\\"count\\\":"), read.body());
        assertEquals(List.of(), peer.done());
        assertTrue(peer.call("drop", "{\"database\":\"shop\"}").body().contains("This drops shop."));
        Eventually.holds("the gap is told", () -> peer.text().contains("\"lost\":"));
        assertFalse(peer.metric("mcp_audit_lost_lines_total").endsWith(" 0.0"));
    }

    /// What must be in no line, wherever a client puts it.
    @Test
    void neverTellsWhatIsInDocumentsFiltersOrTokens() {
        var marker = "MARKER-7f3a";
        peer.call(
                "find",
                "{\"database\":\"shop\",\"collection\":\"orders\",\"filter\":{\"" + marker + "\":\"" + marker
                        + "\"},\"projection\":{\"" + marker + "\":1},\"sort\":{\"" + marker + "\":1}}");
        peer.call(
                "aggregate",
                "{\"database\":\"shop\",\"collection\":\"orders\",\"pipeline\":[{\"$match\":{\"a\":\"" + marker
                        + "\"}},{\"$" + marker + "\":1}]}");
        peer.call("find", "{\"" + marker + "\":\"" + marker + "\"}");
        peer.call(marker, "{}");
        peer.call("find", "\"" + marker + "\"");
        peer.send(peer.anna(), "prompts/get", "\"name\":\"" + marker + "\",\"arguments\":{\"a\":\"" + marker + "\"}");
        peer.send(peer.anna(), "resources/read", "\"uri\":\"http://user:" + marker + "@x/\"");
        peer.send("Bearer " + marker, "tools/list", "", "X-Forwarded-For", marker, "X-Request-Id", "a " + marker);
        peer.call("find", "{\"database\":\"shop\",\"collection\":\"orders\"}");
        var customer = peer.call("find", "{\"database\":\"shop\",\"collection\":\"orders\",\"limit\":1}")
                .body();
        var text = String.join("\n", peer.lines(10));
        assertFalse(text.contains(marker), text);
        peer.secrets().forEach(secret -> assertFalse(text.contains(secret), "a token"));
        Pattern.compile("[A-Za-z0-9]{6,}")
                .matcher(customer)
                .results()
                .map(found -> found.group())
                .filter(word -> customer.contains("\\\":\\\"" + word))
                .forEach(word -> assertFalse(text.contains("\"" + word + "\""), word));
    }

    @Test
    void aFloodOfBadTokensIsBounded() {
        for (int i = 0; i < 300; i++) {
            assertEquals(
                    401, peer.send("Bearer nexus_guess" + i, "tools/list", "").statusCode());
        }
        peer.call("list-databases", "{}");
        peer.nexus().close();
        var lines = peer.lines(1);
        var refusals =
                lines.stream().filter(line -> line.contains("\"status\":401")).toList();
        assertEquals("\"outcome\":\"denied\",\"status\":401,\"reason\":\"invalid_token\"}", refusals.getFirst());
        assertTrue(refusals.size() < 200, () -> refusals.size() + " lines");
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"left_out\":")), peer.text());
        assertFalse(peer.text().contains("nexus_guess"));
    }

    @Test
    void eachMessageOfABatchIsACall() {
        var one = Mcp.legacy("tools/call", "\"name\":\"list-databases\",\"arguments\":{}");
        Http.post(
                peer.nexus().url(),
                "[" + one + "," + one.replace("\"id\":1", "\"id\":2") + "]",
                "MCP-Protocol-Version",
                "2025-03-26",
                "Authorization",
                peer.anna());
        var lines = peer.lines(2);
        assertTrue(lines.get(0).endsWith("\"id\":\"1\"}") && lines.get(1).endsWith("\"id\":\"2\"}"), lines::toString);
    }
}
