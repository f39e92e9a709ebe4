package nexus.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import nexus.testing.NodePrograms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The MCP Inspector's command line, as it comes, against the server with its sample data, in each way of choosing a
/// revision.
class InspectorIT {
    private static final String PROGRAM = "@modelcontextprotocol/inspector/clients/launcher/build/index.js";
    private static final JsonMapper JSON = new JsonMapper();

    private static NexusPeer nexus;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws InterruptedException {
        NodePrograms.assumeInstalled();
        nexus = NexusPeer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        if (nexus != null) nexus.close();
    }

    /// What one call prints.
    private static JsonNode ask(String era, String method, String... options) {
        var arguments = new ArrayList<>(List.of("--cli", nexus.url(), "--transport", "http"));
        arguments.addAll(List.of("--protocol-era", era, "--method", method));
        arguments.addAll(List.of(options));
        return JSON.readTree(NodePrograms.packaged(folder, PROGRAM, arguments).successful());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"legacy", "auto", "modern"})
    void findsNothingWrongWithTheTools(String era) {
        var names = ask(era, "tools/list", "--strict")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("name").asString())
                .toList();
        assertTrue(names.containsAll(List.of("find", "aggregate", "count")), names.toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"legacy", "auto", "modern"})
    void callsATool(String era) {
        var result = ask(
                era,
                "tools/call",
                "--tool-name",
                "find",
                "--tool-arg",
                "database=shop",
                "collection=orders",
                "limit=2",
                "filter={\"status\":{\"$exists\":true}}");
        assertFalse(result.path("isError").asBoolean(false), result.toString());
        assertTrue(result.at("/content/0/text").asString("").contains("\"status\""), result.toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"legacy", "auto", "modern"})
    void readsTheFirstResourceOfTheList(String era) {
        var uri = ask(era, "resources/list").at("/resources/0/uri").asString("");
        assertFalse(uri.isEmpty(), "there are no resources");
        var contents = ask(era, "resources/read", "--uri", uri).path("contents");
        assertEquals(uri, contents.at("/0/uri").asString(""), contents.toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"legacy", "auto", "modern"})
    void listsThePrompts(String era) {
        assertTrue(ask(era, "prompts/list").path("prompts").isArray());
    }
}
