package nexus.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nexus.embedded.EmbeddedMongo;
import org.junit.jupiter.api.Assumptions;

/// A database in a network of its own: its loopback is not this machine's, so there is no way to it but through a
/// process inside that network.
public final class MongoProcess implements AutoCloseable {
    private static final Path UNSHARE = Path.of("/usr/bin/unshare");
    private static final String MISSING = "no network namespaces; run as root on Linux with util-linux and iproute2";

    private final Process process;
    private final String uri;

    private MongoProcess(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    /// Runs the database until its standard input ends.
    public static void main(String... args) throws IOException {
        try (var mongo = EmbeddedMongo.open()) {
            System.out.println(mongo.uri());
            while (System.in.read() >= 0) {}
        }
    }

    /// Starts it; skips the test, loudly, where networks cannot be made.
    public static MongoProcess start() throws IOException {
        var isPossible =
                Files.isExecutable(UNSHARE) && System.getProperty("user.name").equals("root");
        if (!isPossible) System.out.println("SKIPPED: " + MISSING);
        Assumptions.assumeTrue(isPossible, MISSING);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var inside = List.of(
                "sh",
                "-c",
                "ip link set lo up && exec \"$@\"",
                "sh",
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MongoProcess.class.getName());
        var command = Stream.concat(Stream.of(UNSHARE.toString(), "--net"), inside.stream())
                .toList();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var uri =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (uri == null) throw new IllegalStateException("the database did not start");
        return new MongoProcess(process, uri);
    }

    /// Where it is, seen from inside its network.
    public String uri() {
        return uri;
    }

    /// A process inside its network.
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
