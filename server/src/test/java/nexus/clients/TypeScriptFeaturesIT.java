package nexus.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nexus.NexusPeer;
import nexus.conformance.Fixtures;
import nexus.testing.NodePrograms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The official TypeScript client, as it comes, uses each feature of the protocol in each way of choosing a revision.
class TypeScriptFeaturesIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode EXPECTED = JSON.readTree("""
            {"tools":true,
            "resources":["test://static-text","test://static-binary","test://watched-resource","test://broken"],
            "templates":["test://template/{id}/data"],
            "text":"This is the content of the static text resource.",
            "member":"{\\"id\\":\\"7\\",\\"templateTest\\":true,\\"data\\":\\"Data for ID: 7\\"}",
            "prompts":true,
            "prompt":"Prompt with arguments: arg1='a', arg2='b'",
            "askingPrompt":"The context is: a test",
            "completion":["paris","park","party"],
            "mirrored":"region: Grüße",
            "form":"Hello, Alice!",
            "rounds":"Alice likes blue",
            "several":"All is answered.",
            "progress":[0,50,100],
            "updated":true,
            "changed":true,
            "asked":["What context should the prompt use?","What is your name?","Step 1: What is your name?",
            "Step 2: What is your favorite color?","What is your name?"]}""");

    private static NexusPeer nexus;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws InterruptedException {
        NodePrograms.assumeInstalled();
        nexus = NexusPeer.start(Map.of(), _ -> Fixtures.catalog());
    }

    @AfterAll
    static void stop() {
        if (nexus != null) nexus.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"auto,2026-07-28", "pin,2026-07-28", "legacy,2025-11-25"})
    void usesEachFeature(String mode, String version) {
        var printed = NodePrograms.script(folder, "use-everything.mjs", List.of(nexus.url(), mode))
                .successful();
        var report = JSON.readTree(printed).asObject();
        assertEquals(version, report.remove("version").asString());
        assertEquals(EXPECTED, report);
    }
}
