package nexus.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nexus.testing.Json;
import nexus.testing.NodePrograms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The official TypeScript client, as it comes, whose every request reaches another replica.
@ExtendWith(SharedFleet.class)
class TypeScriptClientIT {
    private final Fleet fleet;

    @TempDir
    private static Path folder;

    TypeScriptClientIT(Fleet fleet) {
        this.fleet = fleet;
    }

    @BeforeAll
    static void assumeInstalled() {
        NodePrograms.assumeInstalled();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"auto,2026-07-28", "pin,2026-07-28", "legacy,2025-11-25"})
    void listsTheToolsAsksItsUserAndCalls(String mode, String version) throws IOException {
        int before = fleet.counted().size();
        int requests = fleet.balancer().requests();
        var url = "http://127.0.0.1:" + fleet.balancer().port() + "/mcp";
        var printed = Json.parse(
                NodePrograms.script(folder, "through-replicas.mjs", List.of(url, mode, fleet.alice(), fleet.database()))
                        .successful());
        assertEquals(Optional.of(version), printed.text("version"));
        var tools = printed.at("tools").orElseThrow().written();
        assertTrue(tools.contains("\"find\"") && tools.contains("\"ask-name\""), tools);
        assertEquals("[]", printed.at("errors").orElseThrow().written());
        assertEquals(Optional.of("{\"hello\":\"Ann\"}"), printed.text("greeting"));
        assertEquals(before + 3, fleet.counted().size());
        assertTrue(fleet.balancer().requests() - requests >= 3 * Fleet.SIZE);
    }
}
