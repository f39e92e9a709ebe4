package nexus.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.access.Principal;
import nexus.access.grants.Grant;
import nexus.access.grants.Grants;
import nexus.access.grants.Names;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Right;
import nexus.mongo.view.Level;
import nexus.mongo.view.Sight;
import nexus.mongo.view.View;
import org.junit.jupiter.api.Test;

/// What a reader is handed for a caller.
class ViewsTest {
    private static final Grants GRANTS = new Grants(List.of(
            new Grant(
                    "narrow",
                    Set.of("alice"),
                    Right.ADMIN,
                    new Names(List.of("default")),
                    new Names(List.of("shop")),
                    new Names(List.of("orders")),
                    List.of("email"),
                    List.of("phone"),
                    "{\"region\":\"EU\"}"),
            new Grant(
                    "wide",
                    Set.of("*"),
                    Right.WRITE,
                    new Names(List.of("default")),
                    new Names(List.of("shop", "support")),
                    Names.ALL,
                    List.of(),
                    List.of(),
                    "")));

    private static Principal alice(Right... rights) {
        return new Principal("alice", Set.of(rights), Set.of());
    }

    private static View view(Caller caller, String connection) {
        return Views.of(() -> GRANTS).apply(caller, connection);
    }

    @Test
    void tellsWhatIsKeptBack() {
        var view = view(alice(Right.READ, Right.WRITE, Right.ADMIN), "default");
        assertEquals(
                Optional.of(new Sight(List.of("email"), List.of("phone"), "{\"region\":\"EU\"}", Level.MANAGE)),
                view.sight("shop", "orders"));
        assertEquals(Optional.of(Sight.whole(Level.WRITE)), view.sight("shop", "customers"));
        assertEquals(Optional.empty(), view.sight("hr", "people"));
        assertTrue(view.hasDatabase("support"));
        assertFalse(view.hasDatabase("hr"));
        assertFalse(view.isWhole());
        assertEquals(Optional.empty(), view.level("shop"));
        assertEquals(Optional.of(Level.WRITE), view.level("support"));
    }

    @Test
    void goesNoFurtherThanTheRightsOfTheCaller() {
        var view = view(alice(Right.READ), "default");
        assertEquals(Level.READ, view.sight("shop", "orders").orElseThrow().level());
        assertEquals(Optional.of(Level.READ), view.level("support"));
        assertEquals(Optional.empty(), view.level());
        var open = Views.of(() -> Grants.OPEN);
        assertEquals(
                Optional.of(Level.WRITE),
                open.apply(alice(Right.READ, Right.WRITE), "default").level());
        assertSame(Views.NOTHING, open.apply(alice(), "default"));
        assertSame(Views.NOTHING, open.apply(alice(Right.WRITE), "default"));
    }

    @Test
    void isEverythingWhereNothingIsSaid() {
        var all = new Principal("alice", EnumSet.allOf(Right.class), Set.of());
        assertSame(View.WHOLE, Views.of(() -> Grants.OPEN).apply(all, "default"));
        assertSame(View.WHOLE, Views.of(() -> Grants.OPEN).apply(Caller.ANONYMOUS, "default"));
    }

    @Test
    void isNothingWhereNothingIsGranted() {
        assertSame(Views.NOTHING, view(alice(Right.READ), "other"));
        assertSame(Views.NOTHING, view(Caller.ANONYMOUS, "default"));
        assertFalse(Views.NOTHING.hasDatabase("shop"));
        assertEquals(Optional.empty(), Views.NOTHING.sight("shop", "orders"));
        assertEquals(Optional.empty(), Views.NOTHING.level("shop"));
        assertFalse(Views.NOTHING.isWhole());
    }

    @Test
    void aReaderIsHandedWhatItsCallerSees() {
        try (var desk = Desk.open()) {
            var sources = narrowed(desk, "default", "other");
            var own = sources.of(alice(Right.READ));
            assertEquals(List.of("default"), own.names());
            assertEquals(Optional.of("default"), own.name(""));
            assertEquals("there is no connection \"other\"; there are default", own.unknown("other"));
            assertEquals(
                    view(alice(Right.READ), "default"),
                    own.find("").orElseThrow().view());
            assertEquals(List.of(), sources.of(Caller.ANONYMOUS).names());
        }
    }

    @Test
    void onlyACollectionThatIsSeenWholeIsWatched() {
        try (var desk = Desk.open()) {
            var watcher = new CollectionWatcher(narrowed(desk, "default"));
            var reader = alice(Right.READ);
            assertTrue(watcher.isFor(place("shop", "customers"), reader));
            assertFalse(watcher.isFor(place("shop", "orders"), reader));
            assertFalse(watcher.isFor(place("hr", "people"), reader));
            assertFalse(watcher.isFor(place("shop", "customers"), Caller.ANONYMOUS));
        }
    }

    private static Map<String, String> place(String database, String collection) {
        return Map.of("connection", "default", "database", database, "collection", collection);
    }

    private static Sources narrowed(Desk desk, String... names) {
        var byName = Stream.of(names).collect(Collectors.toMap(name -> name, _ -> Desk.source(desk.up())));
        return new Sources(byName, Views.of(() -> GRANTS));
    }
}
