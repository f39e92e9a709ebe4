package nexus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nexus.testing.MongoPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the word `check` says of a file of grants.
class CheckGrantsTest {
    @TempDir
    private Path folder;

    /// What it printed on both ways, and how it ended.
    private record Told(int code, String text) {}

    private static Told check(MongoPeer mongo, Path grants, String... words) {
        var told = new ByteArrayOutputStream();
        var to = new PrintStream(told, true, UTF_8);
        var args = List.of(
                "check", "-Dnexus.connections.default.uri=" + mongo.uri(), "-Dnexus.auth.grants-file=" + grants);
        var all = new ArrayList<>(args);
        all.addAll(List.of(words));
        return new Told(Main.run(to, to, all).code(), told.toString(UTF_8));
    }

    @Test
    void isWhatItHoldsOrWhatIsWrongWithIt() throws IOException {
        var file = Files.writeString(folder.resolve("grants.yaml"), """
                grants:
                  - {name: readers, who: ["*"], connections: [default], databases: [shop]}
                  - {name: others, who: [bob], connections: [reporting], databases: ["*"]}
                """);
        try (var mongo = MongoPeer.inProcess()) {
            var good = check(mongo, file);
            assertEquals(0, good.code(), good.text());
            assertTrue(
                    good.text().startsWith("grants file: " + file + "\n  ok    grants          2: readers, others "));
            assertTrue(
                    good.text()
                            .contains("  warn  connection      the grant others names the connection reporting,"
                                    + " which does not exist; there are default"),
                    good.text());
            assertTrue(check(mongo, file, "--json")
                    .text()
                    .startsWith("{\"connection\":\"grants file\",\"step\":\"grants\""));
            Files.writeString(file, "grants: []");
            var bad = check(mongo, file);
            assertEquals(2, bad.code());
            assertTrue(bad.text().contains("auth.grants-file"), bad.text());
        }
    }
}
