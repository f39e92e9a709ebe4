package nexus.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nexus.mcp.catalog.Caller;
import nexus.testing.GatePeer;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final Duration WELL_BEFORE_A_READ_GIVES_UP = Duration.ofSeconds(15);

    @Test
    void aConnectionThatFallsSilentIsLeftOutBeforeItsReadGivesUp() throws IOException {
        try (var desk = Desk.open();
                var gate = GatePeer.to(desk.peer().uri());
                var silent = Desk.connection(gate.uri())) {
            var directory =
                    new Directory(Desk.all(Map.of("default", Desk.source(desk.up()), "silent", Desk.source(silent)))
                            .of(Caller.ANONYMOUS));
            assertTrue(directory.databases("silent").contains(desk.database()));
            gate.hold();
            var start = Instant.now();
            var databases = directory.databases();
            assertTrue(Duration.between(start, Instant.now()).compareTo(WELL_BEFORE_A_READ_GIVES_UP) < 0);
            assertEquals(List.of(), databases.get("silent"));
            assertTrue(databases.get("default").contains(desk.database()), databases::toString);
        }
    }
}
