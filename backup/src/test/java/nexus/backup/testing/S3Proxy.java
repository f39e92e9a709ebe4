package nexus.backup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nexus.backup.store.Buckets;
import nexus.testing.Eventually;

/// s3proxy as a process of its own on loopback, with one empty bucket. It looks at signatures; its objects are files in
/// a temporary folder.
public final class S3Proxy implements AutoCloseable {
    public static final String BUCKET = "backups";

    private static final Pattern STARTED = Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)\\}");
    private static final String LOG = """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%level %logger %msg%n</pattern></encoder>
              </appender>
              <logger name="org.gaul.shaded.org.eclipse.jetty.server.AbstractConnector" level="INFO"/>
              <root level="WARN"><appender-ref ref="out"/></root>
            </configuration>
            """;
    private final Path folder;
    private final Process process;

    private S3Proxy(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    private static Path jars() {
        return Optional.ofNullable(System.getenv("NEXUS_S3PROXY")).map(Path::of).orElse(Path.of("../.build/s3proxy"));
    }

    /// Whether this machine has its jars.
    public static boolean isAvailable() {
        try (var files = Files.list(jars())) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("s3proxy-"));
        } catch (IOException e) {
            return false;
        }
    }

    /// Starts it with one empty bucket, and waits until it listens.
    public static S3Proxy start() {
        try {
            var folder = Files.createTempDirectory("s3-peer");
            Files.createDirectories(folder.resolve("data").resolve(BUCKET));
            Files.writeString(folder.resolve("logback.xml"), LOG);
            Files.writeString(folder.resolve("s3proxy.conf"), properties(folder));
            var peer = new S3Proxy(folder, launch(folder));
            peer.awaitStart();
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String properties(Path folder) {
        return """
                s3proxy.authorization=aws-v4
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(Buckets.ID, Buckets.SECRET, folder.resolve("data"));
    }

    private static Process launch(Path folder) throws IOException {
        var classes = Path.of(
                S3Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                "-cp",
                classes + ":" + jars().resolve("*"),
                S3Main.class.getName(),
                "--properties",
                folder.resolve("s3proxy.conf").toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void awaitStart() {
        try {
            Eventually.holds("s3proxy listens", () -> {
                if (!process.isAlive()) throw new IllegalStateException("s3proxy ended: " + log());
                return port().isPresent();
            });
        } catch (AssertionError | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Optional<Integer> port() {
        var started = STARTED.matcher(log());
        return started.find() ? Optional.of(Integer.parseInt(started.group(1))) : Optional.empty();
    }

    /// What it has complained about.
    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port().orElseThrow());
    }

    /// The file of an object of the bucket.
    Path file(String key) {
        return folder.resolve("data").resolve(BUCKET).resolve(key);
    }

    @Override
    public void close() {
        Leftovers.remove(process, folder);
    }
}
