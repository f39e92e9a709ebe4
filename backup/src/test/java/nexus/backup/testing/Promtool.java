package nexus.backup.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// Prometheus' own judge of metrics, where this machine has it.
public final class Promtool {
    private static final String MISSING = "no promtool: run ops/check, which fetches it, or set NEXUS_PROMTOOL";

    private Promtool() {}

    private static Optional<String> program() {
        return Optional.ofNullable(System.getenv("NEXUS_PROMTOOL")).filter(path -> !path.isBlank());
    }

    /// Skips the test, loudly, where there is none.
    public static void assumeAvailable() {
        if (program().isEmpty()) System.out.println("SKIPPED: " + MISSING);
        Assumptions.assumeTrue(program().isPresent(), MISSING);
    }

    /// Has it read a text, where there is one.
    public static void check(String text) {
        program().ifPresent(promtool -> run(promtool, text));
    }

    private static void run(String promtool, String text) {
        try {
            var process = new ProcessBuilder(promtool, "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
            try (var in = process.outputWriter(UTF_8)) {
                in.write(text);
            }
            var said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertEquals(0, process.waitFor(), said);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
