package nexus.backup.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nexus.backup.store.Bucket;
import nexus.backup.store.Buckets;
import org.junit.jupiter.api.Assumptions;

/// s3rver, an S3 server that keeps to no condition, looks at no checksum, and stores the framing of a body as if it
/// were part of the object.
public final class S3rverPeer implements AutoCloseable {
    private static final String MISSING = "no s3rver; run ops/check on a machine with npm, or name the folder of its"
            + " node_modules in NEXUS_S3RVER";
    private static final String ACCOUNT = "S3RVER";
    /// Ends with its standard input, so that it never outlives who started it.
    private static final String PROGRAM = """
            const S3rver = require(process.argv[1]);
            new S3rver({address: '127.0.0.1', port: 0, directory: process.argv[2], silent: true, vhostBuckets: false,
              configureBuckets: [{name: process.argv[3]}]}).run((error, address) => console.log(error || address.port));
            process.stdin.on('end', () => process.exit()).resume();
            """;

    private final Path folder;
    private final Process process;
    private final int port;

    private S3rverPeer(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    private static Path modules() {
        return Optional.ofNullable(System.getenv("NEXUS_S3RVER"))
                .map(Path::of)
                .orElse(Path.of("../.build/s3rver/node_modules"));
    }

    /// Starts it with one empty bucket. Skips the test, loudly, where there is none.
    public static S3rverPeer start() {
        var server = modules().resolve("s3rver").toAbsolutePath();
        if (!Files.isDirectory(server)) System.out.println("SKIPPED: " + MISSING);
        Assumptions.assumeTrue(Files.isDirectory(server), MISSING);
        try {
            var folder = Files.createTempDirectory("s3rver-peer");
            var node = Optional.ofNullable(System.getenv("NEXUS_NODE")).orElse("node");
            var process = new ProcessBuilder(
                            List.of(node, "-e", PROGRAM, server.toString(), folder.toString(), S3Peer.BUCKET))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new S3rverPeer(folder, process, port(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Process process) throws IOException {
        var line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null || !line.matches("[0-9]+")) throw new IllegalStateException("s3rver did not start: " + line);
        return Integer.parseInt(line);
    }

    /// Opens its bucket, with little patience.
    public Bucket bucket() {
        return Buckets.open(Buckets.settings(URI.create("http://127.0.0.1:" + port), S3Peer.BUCKET), ACCOUNT, ACCOUNT);
    }

    @Override
    public void close() {
        Leftovers.remove(process, folder);
    }
}
