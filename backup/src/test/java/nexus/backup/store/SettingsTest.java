package nexus.backup.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.config.ConfigException;
import nexus.config.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String STORE = "nexus.backup.store.";

    private static Settings read(Map<String, String> given) {
        var properties = new HashMap<String, String>();
        given.forEach((key, value) -> properties.put(STORE + key, value));
        return Sources.open(properties, Map.of(), Map.of(), List.of("backup.yaml"))
                .read(section -> Settings.read(section.section("backup").section("store")));
    }

    @Test
    void aBucketIsEnough() {
        assertEquals(
                new Settings(
                        "backups",
                        "",
                        Optional.empty(),
                        "us-east-1",
                        false,
                        Settings.Sse.NONE,
                        Optional.empty(),
                        8 << 20,
                        Settings.Checksums.SHA256,
                        Duration.ofMinutes(2)),
                read(Map.of("bucket", "backups")));
    }

    @Test
    void everyKeyIsRead() {
        var all = new HashMap<>(Map.of(
                "bucket", "b",
                "prefix", "some/where",
                "endpoint", "https://store.example:9000",
                "region", "eu-central-1",
                "path-style", "true",
                "sse", "kms",
                "sse-key", "key",
                "part-size", "16MiB",
                "checksums", "none",
                "timeout", "30s"));
        var settings = read(all);
        assertEquals(
                new Settings(
                        "b",
                        "some/where",
                        Optional.of(URI.create("https://store.example:9000")),
                        "eu-central-1",
                        true,
                        Settings.Sse.KMS,
                        Optional.of("key"),
                        16 << 20,
                        Settings.Checksums.NONE,
                        Duration.ofSeconds(30)),
                settings);
        assertFalse(settings.hasChecksums());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "endpoint, store.example:9000",
        "endpoint, ftp://store.example",
        "endpoint, 'http://a b'",
        "endpoint, https://user:password@store.example",
        "part-size, 4MiB",
        "part-size, 1GiB",
        "sse, aws",
        "sse-key, a-key-without-kms",
        "checksums, md5",
        "timeout, 1s"
    })
    void refusesWhatCannotBe(String key, String value) {
        var refusal = assertThrows(ConfigException.class, () -> read(Map.of("bucket", "b", key, value)));
        assertTrue(refusal.getMessage().contains("backup.store." + key), refusal.getMessage());
    }

    @Test
    void needsABucket() {
        var refusal = assertThrows(ConfigException.class, () -> read(Map.of()));
        assertTrue(refusal.getMessage().contains("backup.store.bucket"), refusal.getMessage());
    }
}
