package nexus.backup.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import nexus.backup.testing.Gateway;
import nexus.backup.testing.Promtool;
import nexus.config.Secret;
import org.junit.jupiter.api.Test;

class PushTest {
    private static final List<Sample> SAMPLES = List.of(
            Sample.of("nexus_backup_runs", "Complete runs in the bucket.", 3),
            Sample.of(
                    "nexus_backup_last_end_timestamp_seconds",
                    "When it ended.",
                    Instant.ofEpochMilli(1_764_000_000_500L)),
            new Sample("nexus_backup_consistency", "1 for the level.", Map.of("level", "a\"b\\c\nd"), BigDecimal.ONE));

    private static Group group(String namespace, String name) {
        var labels = new LinkedHashMap<String, String>();
        labels.put("job", "nexus-backup");
        labels.put("namespace", namespace);
        labels.put("name", name);
        return new Group(labels);
    }

    /// The warnings of a push, in one text.
    private static String warnings(Runnable push) {
        var lines = new ArrayList<String>();
        var logger = Logger.getLogger(Push.class.getName());
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            push.run();
        } finally {
            logger.removeHandler(handler);
        }
        return String.join("\n", lines);
    }

    @Test
    void postsTheTextFormatUnderTheGroup() {
        try (var gateway = Gateway.start()) {
            Push.to(new Secret(gateway.url() + "/prefix/")).send(group("shop", "default"), SAMPLES);
            var pushed = gateway.pushed().getFirst();
            assertEquals("POST", pushed.method());
            assertEquals("/prefix/metrics/job/nexus-backup/namespace/shop/name/default", pushed.path());
            assertTrue(pushed.type().startsWith("text/plain; version=0.0.4"), pushed.type());
            assertEquals("", pushed.user());
            assertEquals("""
                    # HELP nexus_backup_runs Complete runs in the bucket.
                    # TYPE nexus_backup_runs gauge
                    nexus_backup_runs 3
                    # HELP nexus_backup_last_end_timestamp_seconds When it ended.
                    # TYPE nexus_backup_last_end_timestamp_seconds gauge
                    nexus_backup_last_end_timestamp_seconds 1764000000.500
                    # HELP nexus_backup_consistency 1 for the level.
                    # TYPE nexus_backup_consistency gauge
                    nexus_backup_consistency{level="a\\"b\\\\c\\nd"} 1
                    """, pushed.text());
        }
    }

    /// As prometheus/pushgateway's README has it: base64 in the alphabet for URLs, `=` for nothing.
    @Test
    void escapesLabelsThatCannotStandInAPath() {
        assertEquals(
                "/metrics/job/nexus-backup/namespace@base64/=/name@base64/YS9i",
                group("", "a/b").path());
        assertEquals(
                "/metrics/job/nexus-backup/namespace@base64/Li4=/name@base64/w7zDvz8_Pw==",
                group("..", "üÿ???").path());
        assertEquals(
                "/metrics/job/nexus-backup/namespace/a.b-c_D/name/9",
                group("a.b-c_D", "9").path());
    }

    @Test
    void sendsUserAndPasswordAsAHeaderAndNeverPrintsThem() {
        try (var gateway = Gateway.answering(400)) {
            var said = warnings(
                    () -> Push.to(new Secret(gateway.url("pusher:s3cret"))).send(group("shop", "default"), SAMPLES));
            assertEquals(
                    "Basic cHVzaGVyOnMzY3JldA==", gateway.pushed().getFirst().user());
            assertTrue(said.contains("http://<hidden>@127.0.0.1"), said);
            assertTrue(said.contains("400 pushed metrics are invalid"), said);
            assertFalse(said.contains("s3cret"), said);
        }
    }

    @Test
    void aGatewayThatIsNotThereIsOneWarning() {
        var url = new Secret("http://pusher:s3cret@127.0.0.1:1");
        var said = warnings(() -> Push.to(url).send(group("shop", "default"), SAMPLES));
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("could not be pushed to http://<hidden>@127.0.0.1:1"), said);
        assertFalse((said + Push.to(url)).contains("s3cret"), said);
    }

    @Test
    void promtoolTakesTheFormat() {
        Promtool.assumeAvailable();
        Promtool.check(SAMPLES.stream().map(Sample::write).collect(Collectors.joining()));
    }
}
