package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The program `age` of others, as an operator has it.
public final class StockAge {
    private static final String MISSING = "SKIPPED: no age; Debian: apt install age";
    private static final int LONGEST_SECONDS = 60;

    private StockAge() {}

    /// Skips the test, loudly, where it is not on PATH.
    public static void assumeAvailable() {
        var isAvailable = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(Path::of)
                .anyMatch(folder -> Stream.of("age", "age-keygen")
                        .allMatch(program -> Files.isExecutable(folder.resolve(program))));
        if (!isAvailable) System.out.println(MISSING);
        assumeTrue(isAvailable, MISSING);
    }

    /// Runs a command in a folder and gives what it printed. It must succeed.
    public static String run(Path folder, String... command) throws IOException, InterruptedException {
        var printed = Files.createTempFile(folder, "printed", ".txt");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        process.getOutputStream().close();
        try {
            assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), command[0] + " does not end");
            assertEquals(0, process.exitValue(), () -> command[0] + ": " + text(printed));
        } finally {
            process.destroyForcibly();
        }
        return text(printed);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
