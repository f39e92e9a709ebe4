package nexus.access.grants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.access.Principal;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Right;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which grant decides, and for whom.
class GrantsTest {
    private static final Set<Right> ALL = EnumSet.allOf(Right.class);
    private static final Caller ALICE = new Principal("alice", ALL, Set.of("analysts"));
    private static final Caller BOB = new Principal("bob", ALL, Set.of());

    private static Grants of(String... grants) {
        var file = List.of(grants).stream().map(grant -> "- {" + grant + "}").collect(Collectors.joining("\n"));
        var read = GrantsText.read("grants:\n" + file, GrantCheck.NONE);
        assertEquals(List.of(), read.problems());
        return read.grants();
    }

    private static String on(Grants grants, String database, String collection) {
        return grants.on(database, collection).map(Grant::name).orElse("none");
    }

    @Test
    void theFirstThatNamesACollectionDecides() {
        var grants = of(
                "name: first, who: [alice], connections: [\"*\"], databases: [shop], collections: [orders]",
                "name: second, who: [\"group:analysts\"], level: write, connections: [\"*\"], databases: [\"s*\"]",
                "name: third, who: [\"*\"], connections: [east], databases: [\"*\"]");
        var alice = grants.of(ALICE, "east");
        assertEquals("first", on(alice, "shop", "orders"));
        assertEquals("second", on(alice, "shop", "customers"));
        assertEquals("third", on(alice, "other", "x"));
        assertEquals("none", on(grants.of(ALICE, "west"), "other", "x"));
        assertEquals("third", on(grants.of(BOB, "east"), "shop", "orders"));
        assertEquals(List.of(), grants.of(BOB, "west").all());
    }

    @Test
    void onlyWhoHasProvedWhoItIsIsAnyone() {
        var all = of("name: a, who: [\"*\"], connections: [\"*\"], databases: [\"*\"]");
        var named = of("name: a, who: [anonymous], connections: [\"*\"], databases: [\"*\"]");
        assertEquals(List.of(), all.of(Caller.ANONYMOUS, "default").all());
        assertEquals(1, named.of(Caller.ANONYMOUS, "default").all().size());
        assertEquals(List.of(), named.of(BOB, "default").all());
    }

    @Test
    void aGroupIsNoNameAndANameIsNoGroup() {
        var grants = of("name: a, who: [\"group:bob\"], connections: [\"*\"], databases: [\"*\"]");
        assertEquals(List.of(), grants.of(BOB, "default").all());
        assertEquals(
                List.of(),
                of("name: a, who: [analysts], connections: [\"*\"], databases: [\"*\"]")
                        .of(ALICE, "x")
                        .all());
    }

    /// One row: grants, and the levels of the whole, of `shop` and of `hr`.
    record Whole(String what, Grants grants, String all, String shop, String hr) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Whole> wholes() {
        var some = "who: [alice], connections: [\"*\"], ";
        var everything = "name: z, level: manage, " + some + "databases: [\"*\"]";
        return List.of(
                new Whole("everything", of(everything), "ADMIN", "ADMIN", "ADMIN"),
                new Whole(
                        "one database",
                        of("name: a, level: write, " + some + "databases: [shop]"),
                        "none",
                        "WRITE",
                        "none"),
                new Whole(
                        "a part of a database",
                        of("name: a, " + some + "databases: [shop], collections: [orders]"),
                        "none",
                        "none",
                        "none"),
                new Whole(
                        "a hidden field before all",
                        of("name: a, " + some + "databases: [shop], collections: [orders], hide: [x]", everything),
                        "none",
                        "none",
                        "ADMIN"),
                new Whole(
                        "a hidden field behind all",
                        of(everything, "name: a, " + some + "databases: [shop], hide: [x]"),
                        "ADMIN",
                        "ADMIN",
                        "ADMIN"),
                new Whole(
                        "the lowest level that decides anywhere",
                        of("name: a, level: read, " + some + "databases: [shop], collections: [orders]", everything),
                        "READ",
                        "READ",
                        "ADMIN"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholes")
    void aWholeHasALevelWhereNothingIsKeptBack(Whole row) {
        var grants = row.grants().of(ALICE, "default");
        assertEquals(row.all(), shown(grants.level()));
        assertEquals(row.shop(), shown(grants.level("shop")));
        assertEquals(row.hr(), shown(grants.level("hr")));
    }

    private static String shown(Optional<Right> level) {
        return level.map(Right::name).orElse("none");
    }

    @Test
    void aCallerKeepsTheRightsThatSomeGrantReaches() {
        var grants = of(
                "name: a, who: [alice], connections: [x], databases: [y]",
                "name: b, who: [bob], level: write, connections: [x], databases: [y]");
        var alice = grants.narrow(ALICE);
        assertEquals(new Principal("alice", Set.of(Right.READ), Set.of("analysts")), alice);
        assertEquals(new Principal("bob", Set.of(Right.READ, Right.WRITE), Set.of()), grants.narrow(BOB));
        assertEquals(new Principal("carl", Set.of(), Set.of()), grants.narrow(Caller.named("carl")));
        var reader = new Principal("bob", Set.of(Right.READ), Set.of());
        assertSame(reader, grants.narrow(reader));
        assertSame(Caller.ANONYMOUS, Grants.OPEN.narrow(Caller.ANONYMOUS));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "orders, orders, true",
        "orders, orders2, false",
        "orders, Orders, false",
        "*, anything, true",
        "tickets_*, tickets_, true",
        "tickets_*, tickets_2026, true",
        "tickets_*, my_tickets_1, false",
        "*_archive, a_archive, true",
        "*_archive, a_archive_b, false",
        "a*b*c, abc, true",
        "a*b*c, a-b-b-c, true",
        "a*b*c, a-c-b, false",
        "a**, a, true",
        "o.ders, orders, false",
    })
    void aStarStandsForAnyCharacters(String pattern, String name, boolean fits) {
        assertEquals(fits, new Names(List.of(pattern)).include(name));
    }

    @Test
    void aPatternOfManyStarsTakesNoLongerThanANameIsLong() {
        assertFalse(new Names(List.of("*a".repeat(50) + "b")).include("a".repeat(255)));
        assertTrue(new Names(List.of("*a".repeat(50))).include("a".repeat(255)));
    }
}
