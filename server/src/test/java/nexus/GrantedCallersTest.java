package nexus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nexus.access.Token;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Right;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.testing.EventReader;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Mcp;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Alice is granted the connection `east`, Bob `west`, Carol nothing: what each sees of the others', by HTTP.
class GrantedCallersTest {
    private static final Token ALICE = Token.random();
    private static final Token BOB = Token.random();
    private static final Token CAROL = Token.random();
    private static final String APART = """
            grants:
              - {name: of-alice, who: [alice], level: manage, connections: [east], databases: ["*"]}
              - {name: of-bob, who: [bob], connections: ["w*"], databases: ["*"]}
            """;

    @TempDir
    private static Path folder;

    private static MongoPeer east;
    private static MongoPeer west;
    private static NexusPeer nexus;
    private static Path grants;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        east = MongoPeer.inProcess();
        west = MongoPeer.inProcess();
        east.database().getCollection("orders").insertOne(new Document("_id", 1));
        west.database().getCollection("secrets").insertOne(new Document("_id", 1));
        grants = Files.writeString(folder.resolve("grants.yaml"), APART);
        var config = Files.writeString(folder.resolve("nexus.yaml"), """
                connections:
                  east: {uri: "%s"}
                  west: {uri: "%s"}
                """.formatted(east.uri(), west.uri()));
        var tokens = Files.write(
                folder.resolve("tokens"),
                List.of(ALICE.line("alice") + " admin", BOB.line("bob"), CAROL.line("carol")));
        var variables = Map.of(
                "NEXUS_CONFIG", config.toString(),
                "NEXUS_TOKENS_FILE", tokens.toString(),
                "NEXUS_GRANTS_FILE", grants.toString());
        nexus = NexusPeer.start(variables, GrantedCallersTest::withRights);
    }

    /// Offers a tool that tells the rights of its caller.
    private static Catalog withRights(Catalog catalog) {
        var rights = new Tool("rights", "Rights", "Tells rights.", List.of(), "", (_, call) -> {
            var kept = Arrays.stream(Right.values()).filter(call.caller()::may).toList();
            return ToolResult.done("rights", ("{\"may\":\"" + kept + "\"}").getBytes(UTF_8));
        });
        var tools = new ArrayList<>(catalog.tools());
        tools.add(rights);
        return new Catalog(tools, catalog.resources(), catalog.prompts(), catalog.changes(), false);
    }

    @AfterAll
    static void stop() {
        nexus.close();
        east.close();
        west.close();
    }

    @BeforeEach
    void grantApart() throws IOException {
        grant(APART);
        Eventually.holds("Alice is back in the east", () -> databases(ALICE).contains(east.databaseName()));
        Eventually.holds("Bob is back in the west", () -> databases(BOB).contains(west.databaseName()));
    }

    private static void grant(String text) throws IOException {
        var next = Files.writeString(folder.resolve("next.yaml"), text);
        Files.move(next, grants, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String ask(Token token, String method, String params) {
        return Http.post(
                        nexus.url(),
                        Mcp.legacy(method, params),
                        "MCP-Protocol-Version",
                        "2025-11-25",
                        "Authorization",
                        "Bearer " + token.secret().value())
                .body();
    }

    private static String call(Token token, String tool, String arguments) {
        return ask(token, "tools/call", "\"name\":\"" + tool + "\",\"arguments\":{" + arguments + "}");
    }

    private static String databases(Token token) {
        return call(token, "list-databases", "");
    }

    /// One row: a request in which `CONNECTION` and `DATABASE` stand for what somebody else has.
    record Probe(String method, String params) {
        @Override
        public String toString() {
            return method + " " + params;
        }

        String of(String connection, String database) {
            return params.replace("CONNECTION", connection).replace("DATABASE", database);
        }
    }

    static List<Probe> probes() {
        var tools = Stream.of("find", "count", "aggregate", "list-collections", "list-databases")
                .map(tool -> new Probe("tools/call", """
                        "name":"%s","arguments":{%s"connectionId":"CONNECTION"}""".formatted(tool, arguments(tool))));
        var others = Stream.of(
                new Probe("resources/read", "\"uri\":\"mongodb://CONNECTION\""),
                new Probe("resources/read", "\"uri\":\"mongodb://CONNECTION/DATABASE\""),
                new Probe("resources/read", "\"uri\":\"mongodb://CONNECTION/DATABASE/secrets\""),
                new Probe("resources/read", "\"uri\":\"mongodb://CONNECTION/DATABASE/secrets/schema\""),
                new Probe("resources/read", "\"uri\":\"mongodb://CONNECTION/DATABASE/secrets/indexes\""),
                completion("mongodb://{connection}/{database}", "database", "\"connection\":\"CONNECTION\""),
                completion(
                        "mongodb://{connection}/{database}/{collection}",
                        "collection",
                        "\"connection\":\"CONNECTION\",\"database\":\"DATABASE\""),
                new Probe("prompts/get", """
                        "name":"explore-database","arguments":{"database":"DATABASE","connectionId":"CONNECTION"}"""),
                new Probe("prompts/get", """
                        "name":"explain-slow-query","arguments":{"database":"DATABASE","collection":"secrets",\
                        "query":"{}","connectionId":"CONNECTION"}"""));
        return Stream.concat(tools, others).toList();
    }

    private static Probe completion(String template, String argument, String chosen) {
        return new Probe("completion/complete", """
                "ref":{"type":"ref/resource","uri":"%s"},"argument":{"name":"%s","value":""},\
                "context":{"arguments":{%s}}""".formatted(template, argument, chosen));
    }

    private static String arguments(String tool) {
        if (tool.equals("list-databases")) return "";
        var database = "\"database\":\"DATABASE\",";
        if (tool.equals("list-collections")) return database;
        return database + "\"collection\":\"secrets\"," + (tool.equals("aggregate") ? "\"pipeline\":[]," : "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("probes")
    void whatSomebodyElseHasIsAnsweredLikeWhatNobodyHas(Probe probe) {
        var others = ask(ALICE, probe.method(), probe.of("west", west.databaseName()));
        var nobodys = ask(ALICE, probe.method(), probe.of("north", west.databaseName()));
        assertEquals(nobodys.replace("north", "west"), others);
        assertFalse(others.equals(ask(BOB, probe.method(), probe.of("west", west.databaseName()))), others);
    }

    @Test
    void listsNameOnlyWhatIsTheCallersOwn() {
        var health = ask(ALICE, "resources/read", "\"uri\":\"nexus://health\"");
        var connections = ask(
                ALICE,
                "completion/complete",
                "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"mongodb://{connection}\"},"
                        + "\"argument\":{\"name\":\"connection\",\"value\":\"\"}");
        for (var answer : List.of(databases(ALICE), ask(ALICE, "resources/list", ""), health, connections)) {
            assertTrue(answer.contains("east") || answer.contains(east.databaseName()), answer);
            assertFalse(answer.contains("west") || answer.contains(west.databaseName()), answer);
        }
    }

    @Test
    void theOnlyConnectionOfACallerIsItsDefault() {
        assertTrue(databases(ALICE).contains(east.databaseName()));
        assertTrue(databases(BOB).contains(west.databaseName()));
    }

    @Test
    void errorsNameOnlyWhatIsTheCallersOwn() {
        assertTrue(call(ALICE, "list-databases", "\"connectionId\":\"west\"")
                .contains("there is no connection \\\"west\\\"; there are east\""));
        assertTrue(databases(CAROL).contains("needs the right \\\"read\\\""), databases(CAROL));
    }

    @Test
    void aCallerMayOnlyWhatSomeGrantReaches() {
        assertTrue(call(ALICE, "rights", "").contains("[READ, WRITE, ADMIN]"));
        assertTrue(call(BOB, "rights", "").contains("[READ]"));
    }

    @Test
    void aCursorIsNotGoodForWhatTheCallerNoLongerSees() throws IOException {
        var pages = east.database().getCollection("pages");
        pages.insertMany(List.of(new Document("city", "Bern"), new Document("city", "Chur")));
        var ask = "\"database\":\"" + east.databaseName()
                + "\",\"collection\":\"pages\",\"sort\":{\"city\":1},\"limit\":1";
        var first = call(ALICE, "find", ask).replace("\\\"", "\"");
        var cursor = first.replaceFirst("(?s).*\"nextCursor\":\"([^\"]*)\".*", "$1");
        assertTrue(call(ALICE, "find", ask + ",\"cursor\":\"" + cursor + "\"").contains("Chur"), first);
        grant(APART.replace(
                "databases: [\"*\"]}\n  - {name: of-bob", "databases: [\"*\"], hide: [city]}\n  - {name: of-bob"));
        Eventually.holds("the city is hidden", () -> !call(ALICE, "find", ask).contains("Bern"));
        var next = call(ALICE, "find", ask + ",\"cursor\":\"" + cursor + "\"");
        assertTrue(next.contains("this cursor is not good for this call"), next);
    }

    @Test
    void newGrantsHoldAtOnceForWhoIsThereAlready() throws IOException {
        var body = Mcp.modern(
                "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true,\"resourcesListChanged\":true}");
        var headers = Stream.of(Mcp.headers("subscriptions/listen", ""), new String[] {
                    "Authorization", "Bearer " + ALICE.secret().value()
                })
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
        try (var stream = Mcp.open(nexus.url(), body, "", headers).body()) {
            var events = new EventReader(stream);
            assertTrue(events.next().orElseThrow().contains("acknowledged"));
            grant(APART.replace("[alice]", "[carol]").replace("[bob]", "[bob, alice]"));
            assertTrue(events.next().orElseThrow().contains("notifications/tools/list_changed"));
            assertTrue(events.next().orElseThrow().contains("notifications/resources/list_changed"));
        }
        assertTrue(databases(ALICE).contains(west.databaseName()));
        assertFalse(databases(ALICE).contains(east.databaseName()));
        assertTrue(databases(CAROL).contains(east.databaseName()));
    }
}
