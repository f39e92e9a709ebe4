package nexus.access.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Those who are turned away, and how little a flood of them writes.
class DoorBookTest {
    private static final Origin ORIGIN = new Origin("10.0.0.7", "203.0.113.9, 10.0.0.7", "4f3c-1");
    private static final String OPENING =
            "{\"audit\":true,\"time\":\"2026-01-31T09:30:00.000Z\",\"replica\":\"pod/1\",";

    private final AtomicLong clock = new AtomicLong();
    private final List<String> lines = new ArrayList<>();
    private final DoorBook door = new DoorBook(
            new Lines("pod/1", InstantSource.fixed(Instant.parse("2026-01-31T09:30:00Z"))),
            line -> lines.add(new String(line, UTF_8)),
            clock::get);

    private void refuse(int status) {
        door.refused(new Refusal(status, "invalid_token", "", ORIGIN));
    }

    @Test
    void tellsWhoCameFromWhereAndWhyNot() {
        door.refused(new Refusal(403, "insufficient_scope", "anna", ORIGIN));
        door.refused(new Refusal(429, "", "berta", Origin.UNKNOWN));
        assertEquals(
                List.of(
                        OPENING + "\"who\":\"anna\",\"peer\":\"10.0.0.7\",\"forwarded\":\"203.0.113.9, 10.0.0.7\","
                                + "\"outcome\":\"denied\",\"status\":403,\"reason\":\"insufficient_scope\",\"request\":\"4f3c-1\"}\n",
                        OPENING + "\"who\":\"berta\",\"outcome\":\"refused\",\"status\":429}\n"),
                lines);
    }

    @Test
    void aFloodIsSummedUp() {
        for (int i = 0; i < 100_000; i++) refuse(401);
        assertEquals(20, lines.size());
        door.sumUp();
        assertEquals(20, lines.size());
        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        door.sumUp();
        assertEquals(OPENING + "\"outcome\":\"denied\",\"status\":401,\"left_out\":99980}\n", lines.getLast());
        door.sumUp();
        assertEquals(21, lines.size());
    }

    @Test
    void aDayOfFloodWritesAboutOneLineASecond() {
        for (int second = 0; second < 86_400; second++) {
            for (int i = 0; i < 5; i++) refuse(401);
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            door.sumUp();
        }
        assertTrue(lines.size() < 86_400 * 1.2, () -> lines.size() + " lines");
    }

    @Test
    void aFloodOfOneKindHidesNoOther() {
        for (int i = 0; i < 1000; i++) refuse(429);
        refuse(401);
        assertTrue(lines.getLast().contains("\"status\":401"));
    }

    @Test
    void whatIsLeftOutIsToldAtTheEnd() {
        for (int i = 0; i < 25; i++) refuse(401);
        door.close();
        assertTrue(lines.getLast().contains("\"left_out\":5"));
    }

    @Test
    void keepsOnlyWhatLooksLikeAddressesAndIds() {
        var origin = new Origin("10.0.0.7", "Bearer nexus_secret", "a b\n{\"audit\":true}");
        assertEquals("", origin.forwarded());
        assertEquals("", origin.request());
        assertEquals("", new Refusal(401, "nexus_Secret1", "", origin).reason());
    }
}
