package nexus.replicas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Counts the threads of another JVM, virtual ones too.
final class Threads {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern THREAD = Pattern.compile("(?m)^#[0-9]+ ");

    private Threads() {}

    static int of(long pid) {
        try {
            var folder = Files.createTempDirectory("threads");
            var file = folder.resolve("dump.txt");
            var jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(pid), "Thread.dump_to_file", file.toString())
                    .redirectErrorStream(true)
                    .start();
            var output = new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (jcmd.waitFor() != 0) throw new IllegalStateException("jcmd: " + output);
            int threads = (int) THREAD.matcher(Files.readString(file)).results().count();
            Files.delete(file);
            Files.delete(folder);
            return threads;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
