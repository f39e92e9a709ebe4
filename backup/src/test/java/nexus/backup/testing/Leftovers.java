package nexus.backup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// What a server of a test leaves.
final class Leftovers {
    private Leftovers() {}

    /// Ends a process and deletes the folder that it wrote into.
    static void remove(Process process, Path folder) {
        process.destroyForcibly();
        try (var all = Files.walk(folder)) {
            var _ = process.waitFor();
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
