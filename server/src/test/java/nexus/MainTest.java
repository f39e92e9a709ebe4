package nexus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The command line.
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), List.of(args))
                .code();
    }

    @Test
    void explainsItself() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString(UTF_8).startsWith("Usage: nexus "), out.toString(UTF_8));
        assertEquals(0, run("--version"));
        assertTrue(out.toString(UTF_8).contains("Nexus MCP 0.1.0"), out.toString(UTF_8));
    }

    @Test
    void refusesUnknownArguments() {
        assertEquals(2, run("--port", "3000"));
        assertTrue(
                err.toString(UTF_8).startsWith("nexus: unknown argument --port\n\nUsage: nexus "), err.toString(UTF_8));
    }

    @Test
    void takesSettingsAsArguments() {
        assertEquals(2, run("-Dnexus.http.port=x", "-Dnexus.http.prot=1"));
        var lines = err.toString(UTF_8).lines().toList();
        assertEquals("The configuration cannot be used:", lines.getFirst());
        assertEquals(
                "  http.port (-Dnexus.http.port): \"x\" cannot be used. Allowed: 0 to 65535. Example: http.port: 3000",
                lines.get(1));
        assertTrue(lines.get(2).startsWith("  http.prot (-Dnexus.http.prot): there is no such setting"), lines.get(2));
    }

    @Test
    void makesATokenAndPrintsItApartFromItsHash() {
        assertEquals(0, run("token", "alice"));
        assertTrue(out.toString(UTF_8).matches("alice sha256:[0-9a-f]{64}\\R"), out.toString(UTF_8));
        assertTrue(
                err.toString(UTF_8).matches("The token of alice, shown only now: nexus_[A-Za-z0-9_-]{43}\\R"),
                err.toString(UTF_8));
    }

    @Test
    void makesATokenThatMayDoLess() {
        assertEquals(0, run("token", "--scopes", "read,admin", "alice"));
        assertTrue(out.toString(UTF_8).matches("alice sha256:[0-9a-f]{64} read admin\\R"), out.toString(UTF_8));
    }

    @Test
    void refusesATokenWithoutAGoodName() {
        assertEquals(2, run("token"));
        assertEquals(2, run("token", "a b"));
        assertEquals(2, run("token", "alice", "--scopes", "root"));
        assertEquals(2, run("token", "--scopes", "read"));
        assertTrue(err.toString(UTF_8).startsWith("Usage: nexus token NAME"), err.toString(UTF_8));
    }
}
