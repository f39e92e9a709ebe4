package nexus.backup.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
    private static final Instant TIME = Instant.parse("2026-01-31T02:00:07Z");

    @Test
    void tellsWhenTheRunBegan() {
        var id = RunId.begin(TIME);
        assertTrue(id.text().startsWith("2026-01-31T02-00-07Z-"), id.text());
        assertEquals(TIME, id.began());
        assertEquals(Optional.of(id), RunId.parse(id.text()));
    }

    @Test
    void differsFromAnotherOfTheSameSecond() {
        assertNotEquals(RunId.begin(TIME), RunId.begin(TIME));
    }

    @Test
    void isInTheOrderOfTime() {
        assertTrue(RunId.begin(TIME).compareTo(RunId.begin(TIME.plusSeconds(1))) < 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verified",
                "2026-01-31T02-00-07Z",
                "2026-13-31T02-00-07Z-abcdefgh",
                "../2026-01-31T02-00-07Z-abcdefgh",
                "2026-01-31T02-00-07Z-ABCDEFGH"
            })
    void takesNothingElseForOne(String text) {
        assertEquals(Optional.empty(), RunId.parse(text));
    }
}
