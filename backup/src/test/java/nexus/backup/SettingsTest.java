package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.backup.age.Identity;
import nexus.config.ConfigException;
import nexus.config.Key;
import nexus.config.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Path PAGE = Path.of("../docs/backup.md");

    @TempDir
    private Path folder;

    private static Sources sources(Map<String, String> properties) {
        return Sources.open(properties, Map.of(), Settings.ALIASES, List.of("backup.yaml"));
    }

    private static Settings read(Map<String, String> properties, boolean wantsDatabase) {
        var all = new HashMap<>(Map.of("nexus.backup.store.bucket", "backups"));
        all.putAll(properties);
        return sources(all).read(root -> Settings.read(root, wantsDatabase));
    }

    private static String problems(Map<String, String> properties, boolean wantsDatabase) {
        return assertThrows(ConfigException.class, () -> read(properties, wantsDatabase)).problems().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    /// The page's table says of each setting what the code says.
    @Test
    void thePageNamesEverySettingWithItsDefault() throws IOException {
        var rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `backup."))
                .toList();
        var keys = sources(Map.of()).keys(root -> Settings.read(root, false)).stream()
                .filter(key -> key.name().startsWith("backup."))
                .toList();
        assertEquals(
                keys.stream().map(SettingsTest::row).collect(Collectors.toSet()),
                rows.stream()
                        .map(row -> row.substring(0, row.lastIndexOf(" | ")))
                        .collect(Collectors.toSet()));
    }

    private static String row(Key key) {
        var preset = key.preset().isEmpty() ? "–" : "`" + key.preset() + "`";
        return "| `" + key.name() + "` | " + preset + " | " + key.allowed();
    }

    @Test
    void takesTheFileOfTheServer() throws IOException {
        var file = folder.resolve("nexus.yaml");
        Files.writeString(file, """
                http: {port: 3000}
                mcp: {results: text}
                backup: {store: {bucket: saved}, keep: 3}
                connections:
                  default: {uri: "mongodb://a:27017"}
                  reporting: {uri: "mongodb://b:27017"}
                """);
        var settings = sources(Map.of("nexus.config", file.toString())).read(root -> Settings.read(root, true));
        assertEquals("saved", settings.store().bucket());
        assertEquals(3, settings.retention().keep());
        assertEquals("a:27017", settings.link().orElseThrow().servers());
    }

    @Test
    void findsASlipInTheFile() throws IOException {
        var file = folder.resolve("nexus.yaml");
        Files.writeString(file, "backup: {store: {bucket: saved}, keeep: 3}");
        var problems = assertThrows(
                        ConfigException.class,
                        () -> sources(Map.of("nexus.config", file.toString())).read(root -> Settings.read(root, false)))
                .problems();
        assertTrue(problems.toString().contains("did you mean backup.keep"), problems.toString());
    }

    @Test
    void wantsADatabaseOnlyWhereAWordNeedsOne() {
        assertTrue(read(Map.of(), false).link().isEmpty());
        assertTrue(problems(Map.of(), true).contains("MONGO_URI"));
    }

    @Test
    void refusesASecretKeyAsRecipientWithoutPrintingIt() {
        var secret = Identity.generate().secret();
        var problems = problems(Map.of("nexus.backup.recipients", secret), false);
        assertTrue(problems.contains("secret"), problems);
        assertTrue(!problems.contains(secret), "the secret is printed");
    }

    @Test
    void refusesNamesThatCannotBeFolders() {
        for (var name : List.of("a/b", "..", "data"))
            assertTrue(problems(Map.of("nexus.backup.name", name), false).contains("backup.name"), name);
    }
}
