package nexus.access.grants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import nexus.mcp.catalog.Right;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files of grants, and every word about what is wrong with them.
class GrantsTextTest {
    private static final String GOOD = """
            grants:
              - name: analysts
                who: [alice, "oauth:reporting", "group:analysts"]
                connections: [default]
                databases: shop
                collections: [orders, "tickets_*"]
                hide: [customer.email, customer]
                mask: [phone]
                filter: {region: "EU", n: {$gte: -1.5e3}, tags: [true, null, 1]}
              - name: keepers
                who: "*"
                level: manage
                connections: ["*"]
                databases: ["*"]
                filter: '{"tenant": {"$oid": "507f1f77bcf86cd799439011"}}'
            """;

    /// One row: a file, and every line that must be told.
    record Bad(String what, String file, List<String> problems) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Bad bad(String what, String file, String... problems) {
        return new Bad(what, file, List.of(problems));
    }

    /// A grant with nothing wrong beside one more line.
    private static Bad badLine(String line, String... problems) {
        return bad(line, """
                grants:
                  - name: a
                    who: [alice]
                    connections: [default]
                    databases: [shop]
                    %s
                """.formatted(line), problems);
    }

    static List<Bad> whole() {
        return List.of(
                bad("nothing", "", "it is empty"),
                bad("a text", "grants", "grants is needed: a list of grants, as docs/grants.md shows it"),
                bad(
                        "another mapping",
                        "grant: []",
                        "line 1, file: there is no key grant; did you mean grants?",
                        "grants is needed: a list of grants, as docs/grants.md shows it"),
                bad(
                        "no grant",
                        "grants: []",
                        "there is no grant: nobody would see anything; leave auth.grants-file unset to grant all"),
                bad(
                        "a grant that is a text",
                        "grants: [alice]",
                        "line 1, grant 1: a grant must be a mapping that begins with name"),
                bad("no YAML", "grants:\n  - name: [a", "line 2, column 13: it is not YAML"),
                bad(
                        "a key twice",
                        "grants:\n  - name: a\n    who: [a]\n    who: [\"*\"]\n",
                        "line 4: the key who stands there twice"),
                bad("a file that holds itself", "grants: &all\n  - *all\n", "line 1: it holds itself"),
                bad(
                        "a grant without anything",
                        "grants:\n  - {}\n",
                        "line 2, grant 1: name is needed: by which the log tells this grant from the others",
                        "line 2, grant 1: who is needed: names of callers, oauth:NAME, cert:NAME, group:NAME, or *",
                        "line 2, grant 1: connections is needed: names, or * for all",
                        "line 2, grant 1: databases is needed: names, or * for all"),
                bad("one name twice", """
                        grants:
                          - {name: a, who: [b], connections: [c], databases: [d]}
                          - {name: a, who: [b], connections: [c], databases: [d]}
                        """, "line 3, grant 2 (a): another grant has this name"));
    }

    static List<Bad> lines() {
        return List.of(
                badLine(
                        "colections: [orders]",
                        "line 6, grant 1 (a): there is no key colections; did you mean collections?"),
                badLine(
                        "tenant: x",
                        "line 6, grant 1 (a): there is no key tenant; there are name, who, level, connections, databases,"
                                + " collections, hide, mask, filter"),
                badLine("level: admin", "line 6, grant 1 (a): level must be manage, read, write"),
                badLine(
                        "collections: []",
                        "line 6, grant 1 (a): collections is needed: names, or leave it out for all"),
                badLine(
                        "collections: [orders, ~]",
                        "line 6, grant 1 (a): collections must hold texts; put them in quotes where YAML takes them for"
                                + " something else"),
                badLine(
                        "hide: [_id]",
                        "line 6, grant 1 (a): hide: _id can be neither hidden nor masked: documents are told apart by it"),
                badLine(
                        "mask: [_id.tenant]",
                        "line 6, grant 1 (a): mask: _id can be neither hidden nor masked: documents are told apart by it"),
                badLine(
                        "hide: [a..b, .a, a.]",
                        "line 6, grant 1 (a): hide: a..b has an empty part",
                        "line 6, grant 1 (a): hide: .a has an empty part",
                        "line 6, grant 1 (a): hide: a. has an empty part"),
                badLine("mask: [$email]", "line 6, grant 1 (a): mask: $email: a field is named without $"),
                badLine(
                        "hide: [\"customer.*\"]",
                        "line 6, grant 1 (a): hide: customer.*: no stars here, name each field or the one above"),
                badLine(
                        "hide: [items.0.price]",
                        "line 6, grant 1 (a): hide: items.0.price: name fields only, not places in an array; they count for"
                                + " every element"),
                badLine(
                        "hide: [a]\n    mask: [a]",
                        "line 7, grant 1 (a): mask: a is hidden too: leave one of them out"),
                badLine(
                        "filter: [1]",
                        "line 6, grant 1 (a): filter: it must be a MongoDB query, such as {region: EU} or '{\"region\":"
                                + " \"EU\"}'"),
                badLine(
                        "filter: {country: no}",
                        "line 6, grant 1 (a): filter: no is not clear, YAML takes it for true or false; put a text in double"
                                + " quotes"),
                badLine(
                        "filter: {zip: 01234}",
                        "line 6, grant 1 (a): filter: 01234 is not clear, YAML takes it for a number; put a text in double"
                                + " quotes"),
                badLine(
                        "filter: {region: }",
                        "line 6, grant 1 (a): filter: nothing is not clear, YAML takes it for null; put a text in double"
                                + " quotes"),
                badLine(
                        "filter: {since: 2026-01-31}",
                        "line 6, grant 1 (a): filter: 2026-01-31 is not clear, YAML takes it for a date or another type: write"
                                + " {$date: \"2026-01-31T00:00:00Z\"}; put a text in double quotes"));
    }

    static List<Bad> callers() {
        return List.of(bad(
                "odd callers",
                """
                        grants:
                          - name: a
                            who: ["team-*", "groups:x", "certs:x", "spiffe:x", "cert:al*", "group: x", "group:"]
                            connections: [c]
                            databases: [d]
                        """,
                "line 3, grant 1 (a): who: \"team-*\" cannot be the name of a token, and * only stands alone",
                "line 3, grant 1 (a): who: there is no kind of caller groups; did you mean group?",
                "line 3, grant 1 (a): who: there is no kind of caller certs; did you mean cert?",
                "line 3, grant 1 (a): who: there is no kind of caller spiffe; there are oauth, cert, group",
                "line 3, grant 1 (a): who: \"cert:al*\" would be the one whose name is \"al*\": write the name as it is, without * and blanks around it",
                "line 3, grant 1 (a): who: \"group: x\" would be the one whose name is \" x\": write the name as it is, without * and blanks around it",
                "line 3, grant 1 (a): who: a name is needed after group:"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"whole", "lines", "callers"})
    void tellsAllThatIsWrong(Bad row) {
        assertEquals(
                row.problems(), GrantsText.read(row.file(), GrantCheck.NONE).problems());
    }

    @Test
    void tellsWhatOnlyTheDatabaseRoomKnows() {
        var read = GrantsText.read(GOOD, grant -> List.of("filter.x: " + grant.name()));
        assertEquals(
                List.of(
                        "line 2, grant 1 (analysts): filter.x: analysts",
                        "line 10, grant 2 (keepers): filter.x: keepers"),
                read.problems());
    }

    @Test
    void readsEveryKey() {
        var read = GrantsText.read(GOOD, GrantCheck.NONE);
        assertEquals(List.of(), read.problems());
        var grants = read.grants().all();
        assertEquals(
                new Grant(
                        "analysts",
                        Set.of("alice", "oauth:reporting", "group:analysts"),
                        Right.READ,
                        new Names(List.of("default")),
                        new Names(List.of("shop")),
                        new Names(List.of("orders", "tickets_*")),
                        List.of("customer.email", "customer"),
                        List.of("phone"),
                        "{\"region\":\"EU\",\"n\":{\"$gte\":-1.5e3},\"tags\":[true,null,1]}"),
                grants.getFirst());
        assertEquals(
                new Grant(
                        "keepers",
                        Set.of("*"),
                        Right.ADMIN,
                        Names.ALL,
                        Names.ALL,
                        Names.ALL,
                        List.of(),
                        List.of(),
                        "{\"tenant\": {\"$oid\": \"507f1f77bcf86cd799439011\"}}"),
                grants.getLast());
    }
}
