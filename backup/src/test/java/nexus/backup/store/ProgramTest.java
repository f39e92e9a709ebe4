package nexus.backup.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.backup.testing.Child;
import nexus.backup.testing.S3Peer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bucket as a program uses it: with little memory, and with the credentials of its environment.
class ProgramTest {
    private static final long LARGE = 200L << 20;

    private static S3Peer peer;

    @TempDir
    private static Path home;

    @BeforeAll
    static void open() {
        peer = S3Peer.start();
    }

    @AfterAll
    static void close() {
        if (peer != null) peer.close();
    }

    private static Child start(List<String> options, Map<String, String> more) {
        var environment = new HashMap<>(peer.environment());
        environment.putAll(more);
        return Child.start(StoreProgram.class, options, environment);
    }

    @Test
    void uploadsAndReadsMuchMoreThanItsMemory() {
        try (var program = start(List.of("-Xmx64m"), Map.of("DEED", "upload", "BYTES", Long.toString(LARGE)))) {
            assertEquals(Long.toString(LARGE), program.line());
            assertEquals("the same", program.line());
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void findsTheCredentialsOfItsEnvironment() {
        try (var program = start(List.of(), Map.of("DEED", "put"))) {
            assertEquals("put", program.line());
        }
    }

    @Test
    void saysWhereItLookedForCredentials() {
        var environment = new HashMap<>(peer.environment());
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.putAll(Map.of(
                "DEED",
                "put",
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "AWS_SHARED_CREDENTIALS_FILE",
                home.resolve("credentials").toString(),
                "AWS_CONFIG_FILE",
                home.resolve("config").toString()));
        try (var program = Child.start(StoreProgram.class, List.of(), environment)) {
            var line = program.line();
            assertTrue(line.startsWith("cannot write put in bucket backups at http://127.0.0.1:"), line);
            assertTrue(line.contains("no credentials were found; they are looked for in AWS_ACCESS_KEY_ID"), line);
        }
    }
}
