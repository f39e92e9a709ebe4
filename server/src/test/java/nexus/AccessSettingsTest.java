package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.access.audit.Settings.To;
import nexus.config.ConfigException;
import nexus.config.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be set of the audit and the limits, and the words that a mistake is answered with.
class AccessSettingsTest {
    private static final String ALLOWED =
            ". Allowed: a file in a folder that this process may write to. Example: audit.file: /var/log/nexus/audit.log";

    @TempDir
    private Path folder;

    private static Settings read(Map<String, String> variables) {
        return Sources.open(Map.of(), variables, Settings.ALIASES).read(Settings::read);
    }

    private static List<String> problems(Map<String, String> variables) {
        return assertThrows(ConfigException.class, () -> read(variables)).problems().stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void thereIsNoneOfEitherUnlessItIsAskedFor() {
        var settings = read(Map.of());
        assertEquals(To.NONE, settings.audit().to());
        assertEquals(Optional.empty(), settings.limits().perMinute());
        assertEquals(Optional.empty(), settings.limits().atOnce());
    }

    @Test
    void aBurstIsTenSecondsWorthWhereNobodyChose() {
        assertEquals(
                100,
                read(Map.of("NEXUS_AUTH_LIMITS_CALLS_PER_MINUTE", "600"))
                        .limits()
                        .burst());
        assertEquals(
                10,
                read(Map.of("NEXUS_AUTH_LIMITS_CALLS_PER_MINUTE", "6")).limits().burst());
    }

    @Test
    void aBurstAloneLimitsNothing() {
        assertEquals(
                List.of("auth.limits.burst (NEXUS_AUTH_LIMITS_BURST in the environment): without"
                        + " auth.limits.calls-per-minute it limits nothing. Allowed: to set both or neither."
                        + " Example: auth.limits.calls-per-minute: 600"),
                problems(Map.of("NEXUS_AUTH_LIMITS_BURST", "5")));
    }

    @Test
    void aFileIsNeededAndMustBeWritable() throws IOException {
        assertEquals(
                List.of("audit.file (not set anywhere): audit.to is file, so it is needed" + ALLOWED),
                problems(Map.of("NEXUS_AUDIT_TO", "file")));
        assertEquals(
                List.of("audit.file (NEXUS_AUDIT_FILE in the environment): there is no folder /nowhere" + ALLOWED),
                problems(Map.of("NEXUS_AUDIT_TO", "file", "NEXUS_AUDIT_FILE", "/nowhere/audit.log")));
        assertEquals(
                List.of("audit.file (NEXUS_AUDIT_FILE in the environment): " + folder + " is a folder" + ALLOWED),
                problems(Map.of("NEXUS_AUDIT_TO", "file", "NEXUS_AUDIT_FILE", folder.toString())));
        var file = Files.createFile(folder.resolve("audit.log"));
        assertEquals(
                Optional.of(file),
                read(Map.of("NEXUS_AUDIT_TO", "file", "NEXUS_AUDIT_FILE", file.toString()))
                        .audit()
                        .file());
    }

    @Test
    void aFileThatNothingWouldBeWrittenToIsAMistake() {
        assertEquals(
                List.of("audit.file (NEXUS_AUDIT_FILE in the environment): audit.to is not file, so nothing would be"
                        + " written to it" + ALLOWED),
                problems(Map.of("NEXUS_AUDIT_FILE", folder.resolve("audit.log").toString())));
    }
}
