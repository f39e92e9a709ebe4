package nexus.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Trace;
import nexus.mongo.Answer;
import nexus.mongo.Comment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static Desk desk;
    private static Sources sources;

    @BeforeAll
    static void open() {
        desk = Desk.open();
        sources = desk.sources();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static String traceSeen(Trace trace) {
        var seen = new AtomicReference<>("");
        var _ = sources.of(Caller.ANONYMOUS).find("").orElseThrow().ask(new QuietCall(Caller.ANONYMOUS, trace), _ -> {
            seen.set(Comment.TRACE.isBound() ? Comment.TRACE.get() : "none");
            return new Answer.Count(0, List.of());
        });
        return seen.get();
    }

    @Test
    void queriesGoAlongWithTheTraceOfTheirCall() {
        assertEquals(PARENT, traceSeen(Trace.of(PARENT)));
        assertEquals("none", traceSeen(Trace.NONE));
    }

    @Test
    void noNameStandsForTheDefaultConnectionOrTheOnlyOne() {
        var source = sources.of(Caller.ANONYMOUS).find("away").orElseThrow();
        assertEquals(Optional.of("default"), sources.of(Caller.ANONYMOUS).name(""));
        assertEquals(
                Optional.of("away"),
                Desk.all(Map.of("away", source)).of(Caller.ANONYMOUS).name(""));
        assertEquals(
                Optional.empty(),
                Desk.all(Map.of("away", source, "b", source))
                        .of(Caller.ANONYMOUS)
                        .name(""));
        assertEquals(Optional.empty(), sources.of(Caller.ANONYMOUS).name("other"));
    }
}
