package nexus.backup.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestJsonTest {
    private static final Instant TIME = Instant.parse("2026-01-31T02:00:07Z");
    private static final Manifest MANIFEST = new Manifest(
            Kind.DATA,
            RunId.begin(TIME),
            "production",
            "nexus-backup 1.2.3",
            TIME,
            TIME.plusSeconds(60),
            List.of("shop"),
            new Source("8.0.4", "replica set rs0", BsonDocument.parse("{\"fcv\": \"8.0\"}")),
            new Consistency(Consistency.Level.SNAPSHOT, 1_769_824_807L, 3),
            List.of("age1example"),
            17,
            List.of(new Entry(
                    "dump/shop/größe \"1\".bson.gz.age",
                    "shop.größe \"1\"",
                    5_000_000_000L,
                    9_000_000_000_000L,
                    "a".repeat(64),
                    8,
                    "b".repeat(64))),
            List.of(new Manifest.Skipped("local.oplog.rs", "it is of the server")));

    private static Manifest read(String text) {
        return ManifestJson.read("manifest.json", text);
    }

    @Test
    void readsWhatItWrites() {
        assertEquals(MANIFEST, read(ManifestJson.write(MANIFEST)));
    }

    @Test
    void namesTheProgramThatWroteANewerFormat() {
        var text = ManifestJson.write(MANIFEST).replace("\"format\": 1", "\"format\": 2");
        var message = assertThrows(DamageException.class, () -> read(text)).getMessage();
        assertTrue(message.contains("format 2") && message.contains("nexus-backup 1.2.3"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind",
                "run",
                "name",
                "tool",
                "started",
                "finished",
                "only",
                "source",
                "consistency",
                "recipients",
                "fence",
                "entries",
                "skipped",
                "path",
                "sha256",
                "storedBytes",
                "level"
            })
    void namesWhatIsMissing(String name) {
        var text = ManifestJson.write(MANIFEST).replace("\"" + name + "\":", "\"else\":");
        var message = assertThrows(DamageException.class, () -> read(text)).getMessage();
        assertTrue(message.contains("\"" + name + "\""), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"format\": \"1\"}", "{\"format\": -1}"})
    void refusesWhatIsNoManifest(String text) {
        assertThrows(DamageException.class, () -> read(text));
    }

    @Test
    void refusesTwoObjectsOfTheSamePath() {
        var twice = new Manifest(
                MANIFEST.kind(),
                MANIFEST.run(),
                MANIFEST.name(),
                MANIFEST.tool(),
                TIME,
                TIME,
                List.of(),
                MANIFEST.source(),
                MANIFEST.consistency(),
                List.of(),
                1,
                List.of(MANIFEST.entries().getFirst(), MANIFEST.entries().getFirst()),
                List.of());
        assertThrows(DamageException.class, () -> read(ManifestJson.write(twice)));
    }
}
