package nexus.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which source wins, and what each can hold.
class SourcesTest {
    private static final Map<String, String> ALIASES =
            Map.of("MCP_PORT", "http.port", "NEXUS_CONFIG", "config", "MONGO_URI", "connections.default.uri");

    @TempDir
    private Path folder;

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("nexus.yaml"), yaml).toString();
    }

    private static int port(Map<String, String> properties, Map<String, String> variables) {
        return Sources.open(properties, variables, ALIASES).read(root -> {
            root.textIfSet("http.host", "");
            return root.integer("http.port", 0, 65_535);
        });
    }

    @Test
    void theStrongerSourceWins() throws IOException {
        var file = file("http: {port: 3002}");
        assertEquals(3000, port(Map.of(), Map.of()));
        assertEquals(3002, port(Map.of(), Map.of("NEXUS_CONFIG", file)));
        assertEquals(3003, port(Map.of(), Map.of("NEXUS_CONFIG", file, "NEXUS_HTTP_PORT", "3003")));
        assertEquals(3004, port(Map.of(), Map.of("NEXUS_HTTP_PORT", "3003", "MCP_PORT", "3004")));
        assertEquals(3005, port(Map.of("nexus.http.port", "3005"), Map.of("MCP_PORT", "3004")));
    }

    @Test
    void aBlankVariableIsNotSet() {
        assertEquals(3000, port(Map.of(), Map.of("MCP_PORT", " ", "NEXUS_CONFIG", "")));
    }

    @Test
    void readsConnectionsFromEverySource() throws IOException {
        var variables = Map.of("NEXUS_CONFIG", file("connections: {reporting: {uri: a}}"), "MONGO_URI", "b");
        var names = Sources.open(Map.of("nexus.connections.extra.uri", "c"), variables, ALIASES)
                .read(root -> {
                    var entries = root.entries("connections", "connection-defaults");
                    entries.values().forEach(entry -> entry.textIfSet("uri", ""));
                    return List.copyOf(entries.keySet());
                });
        assertEquals(List.of("default", "extra", "reporting"), names);
    }

    @Test
    void anEntryFallsBackOnTheDefaultsOfAll() throws IOException {
        var file = file("connections: {a: {pool-size: 3}, b: {}, c: {uri: x}}\nconnection-defaults: {pool-size: 7}");
        var sizes = Sources.open(Map.of(), Map.of("NEXUS_CONFIG", file), ALIASES)
                .read(root -> {
                    var entries = root.entries("connections", "connection-defaults");
                    entries.values().forEach(entry -> entry.textIfSet("uri", ""));
                    return entries.values().stream()
                            .map(entry -> entry.integer("pool-size", 1, 99))
                            .toList();
                });
        assertEquals(List.of(3, 7, 7), sizes);
    }

    @Test
    void readsTimesAndSizes() {
        var properties = Map.of("nexus.a", "1500ms", "nexus.b", "2m", "nexus.c", "64KiB", "nexus.d", "4096");
        Sources.open(properties, Map.of(), ALIASES).read(root -> {
            assertEquals(Duration.ofMillis(1500), root.duration("a", Duration.ZERO, Duration.ofHours(1)));
            assertEquals(Duration.ofMinutes(2), root.duration("b", Duration.ZERO, Duration.ofHours(1)));
            assertEquals(65_536, root.bytes("c", 0, 1 << 20));
            assertEquals(4096, root.bytes("d", 0, 1 << 20));
            return true;
        });
    }

    @Test
    void tellsWhereBrokenYamlIsButNotWhatItSays() throws IOException {
        var variables = Map.of("NEXUS_CONFIG", file("connections:\n  default: {uri: \"mongodb://u:hunter2@h\n"));
        var problem = assertThrows(ConfigException.class, () -> Sources.open(Map.of(), variables, ALIASES));
        assertFalse(problem.getMessage().contains("hunter2"), problem.getMessage());
        assertEquals(
                "config (NEXUS_CONFIG in the environment): " + folder.resolve("nexus.yaml")
                        + " is not YAML (line 3, column 1). Allowed: a YAML mapping. Example: http: {port: 3000}",
                problem.getMessage());
    }

    @Test
    void splitsListsAtCommasAndNothingElse() {
        var properties = Map.of("nexus.hosts", "a, b,,c", "nexus.secret", " x,, y ");
        Sources.open(properties, Map.of(), ALIASES).read(root -> {
            assertEquals(List.of("a", "b", "c"), root.list("hosts", ""));
            assertEquals("x,, y", root.secretIfSet("secret", "").orElseThrow().value());
            return true;
        });
    }

    @Test
    void refusesAKeyThatIsThereTwice() throws IOException {
        var variables = Map.of("NEXUS_CONFIG", file("http: {port: 1}\nhttp: {port: 2}\n"));
        var problem = assertThrows(ConfigException.class, () -> Sources.open(Map.of(), variables, ALIASES));
        assertEquals(
                "config (NEXUS_CONFIG in the environment): " + folder.resolve("nexus.yaml")
                        + " is not YAML with each key once (line 2, column 1). Allowed: a YAML mapping. Example: http: {port: 3000}",
                problem.getMessage());
    }

    @Test
    void namesAScalarWhereAMapBelongs() throws IOException {
        var variables = Map.of("NEXUS_CONFIG", file("connections: x\n"));
        var problem = assertThrows(
                ConfigException.class,
                () -> Sources.open(Map.of(), variables, ALIASES)
                        .read(root -> root.entries("connections", "connection-defaults")));
        assertEquals(
                "connections (connections in " + folder.resolve("nexus.yaml")
                        + "): there is no such setting. Allowed: the settings of docs/configuration.md. Example: http.port: …",
                problem.getMessage());
    }

    @Test
    void leavesDollarsInPasswordsAlone() throws IOException {
        var file = file("connections: {default: {uri: \"a${HOME}b$c\"}}");
        var uri = Sources.open(Map.of(), Map.of("NEXUS_CONFIG", file), ALIASES)
                .read(root -> root.entries("connections", "x")
                        .get("default")
                        .secretIfSet("uri", "")
                        .orElseThrow());
        assertEquals("a${HOME}b$c", uri.value());
        assertEquals("<hidden>", uri.toString());
    }
}
