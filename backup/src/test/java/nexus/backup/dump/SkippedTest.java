package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nexus.backup.run.Manifest.Skipped;
import nexus.backup.run.Only;
import nexus.testing.WirePeer;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/// What is left out and why, against a scripted wire peer.
class SkippedTest {
    private static final DumpOptions USUAL = DumpOptions.usual("test");

    private final MemorySink sink = new MemorySink();

    private static ScriptedServer server() throws IOException {
        var server = ScriptedServer.standalone();
        for (var name : List.of(
                "admin.system.users",
                "admin.system.roles",
                "admin.system.version",
                "admin.system.keys",
                "admin.own",
                "local.startup_log",
                "__mdb_internal_search.x",
                "config.system.sessions",
                "config.settings",
                "shop.system.profile",
                "shop.system.js",
                "shop.orders",
                "shop.a$b")) server.with(ScriptedCollection.of(name, "{_id: 1}"));
        return server;
    }

    private Dumped dump(ScriptedServer server, DumpOptions options) throws IOException {
        try (var client = server.client()) {
            return Dump.run(client, options, sink, Progress.NONE);
        }
    }

    private static Map<String, String> reasons(Dumped dumped) {
        var reasons = new TreeMap<String, String>();
        for (Skipped one : dumped.skipped()) reasons.put(one.namespace(), one.why());
        return reasons;
    }

    private List<String> files() {
        return sink.paths().stream().filter(path -> path.endsWith(".bson")).toList();
    }

    @Test
    void everythingThatIsLeftOutHasAReason() throws IOException {
        try (var server = server()) {
            assertEquals(
                    Map.of(
                            "local", "belongs to one server, not to the data",
                            "__mdb_internal_search", "is MongoDB's own",
                            "admin.system.keys", "holds keys of this cluster",
                            "admin.system.users", "users and roles were not asked for",
                            "admin.system.roles", "users and roles were not asked for",
                            "admin.system.version", "users and roles were not asked for",
                            "config.system.sessions", "is the state of this cluster",
                            "shop.system.profile", "is MongoDB's own",
                            "shop.a$b", "is MongoDB's own: its name has a $"),
                    reasons(dump(server, USUAL)));
            assertEquals(
                    List.of(
                            "dump/admin/own.bson",
                            "dump/config/settings.bson",
                            "dump/shop/orders.bson",
                            "dump/shop/system.js.bson"),
                    files());
        }
    }

    @Test
    void usersAndRolesAreThereWhereTheyAreAskedFor() throws IOException {
        try (var server = server()) {
            var dumped = dump(server, USUAL.withUsers(true).withOnly(new Only(List.of("admin"))));
            assertEquals(
                    List.of(
                            "dump/admin/own.bson",
                            "dump/admin/system.roles.bson",
                            "dump/admin/system.users.bson",
                            "dump/admin/system.version.bson"),
                    files());
            assertEquals(
                    List.of("admin.system.keys"), List.copyOf(reasons(dumped).keySet()));
        }
    }

    @Test
    void whatWasNotAskedForIsNotSkipped() throws IOException {
        try (var server = server()) {
            var dumped = dump(server, USUAL.withOnly(new Only(List.of("shop.orders"))));
            assertEquals(Map.of(), reasons(dumped));
            assertEquals(List.of("dump/shop/orders.bson"), files());
        }
    }

    @Test
    void askingOnlyForWhatIsNeverDumpedIsToldOf() throws IOException {
        try (var server = server()) {
            var patterns = Map.of(
                    "local",
                            "\"local\" only asks for what is never dumped: local belongs to one server, not to the data",
                    "local.oplog.rs",
                            "\"local.oplog.rs\" only asks for what is never dumped: local belongs to one server, not to the data",
                    "shop.system.p*",
                            "\"shop.system.p*\" only asks for what is never dumped: shop.system.profile is MongoDB's own",
                    "shop.order",
                            "there is nothing that fits \"shop.order\": correct the name, or leave it out if it is gone");
            patterns.forEach((pattern, words) -> {
                var refused = assertThrows(
                        DumpException.class, () -> dump(server, USUAL.withOnly(new Only(List.of(pattern)))));
                assertEquals(words, refused.getMessage());
            });
        }
    }

    @Test
    void aUserWhoMaySeeOnlySomeDatabasesIsRefusedADumpOfAll() throws IOException {
        try (var server = server()) {
            server.odd((command, _) ->
                    command.getBoolean("authorizedDatabases", BsonBoolean.TRUE).getValue()
                                    || !command.containsKey("listDatabases")
                            ? Optional.empty()
                            : Optional.of(WirePeer.failure(13, "Unauthorized")));
            var refused = assertThrows(DumpException.class, () -> dump(server, USUAL));
            assertEquals(
                    "listDatabases failed: the server says Unauthorized: grant the user of this connection the role backup",
                    refused.getMessage());
            dump(server, USUAL.withOnly(new Only(List.of("shop"))));
        }
    }

    @Test
    void aCollectionThatIsDroppedWhileTheDumpBeginsIsLeftOutWithAWord() throws IOException {
        try (var server = server()) {
            server.odd((command, _) -> {
                if (command.containsKey("listIndexes")) server.drop("shop.orders");
                return Optional.empty();
            });
            var dumped = dump(server, USUAL.withParallel(1).withOnly(new Only(List.of("shop"))));
            assertEquals("was dropped while the dump began", reasons(dumped).get("shop.orders"));
        }
    }

    @Test
    void adminOfAnAtlasTierThatHidesItIsLeftOut() throws IOException {
        try (var server = server()) {
            server.odd((command, _) -> command.containsKey("listCollections")
                            && command.getString("$db").getValue().equals("admin")
                    ? Optional.of(WirePeer.failure(8_000, "AtlasError"))
                    : Optional.empty());
            assertEquals(
                    "Atlas does not let this tier read it",
                    reasons(dump(server, USUAL)).get("admin"));
        }
    }

    @Test
    void aNameThatCannotBeOneNeverBecomesAPath() throws IOException {
        try (var server = server()) {
            server.odd((command, usual) -> command.containsKey("listDatabases")
                    ? Optional.of(BsonDocument.parse("{ok: 1, databases: [{name: '../etc'}]}"))
                    : Optional.empty());
            var refused = assertThrows(DumpException.class, () -> dump(server, USUAL));
            assertTrue(refused.getMessage().contains("whose name cannot be one"), refused.getMessage());
            assertTrue(sink.paths().isEmpty(), sink.paths()::toString);
        }
    }

    @Test
    void aReplyThatMakesNoSenseIsTheSourcesTrouble() throws IOException {
        try (var server = server()) {
            server.odd((command, _) -> command.containsKey("listDatabases")
                    ? Optional.of(BsonDocument.parse("{ok: 1, databases: 5}"))
                    : Optional.empty());
            var refused = assertThrows(DumpException.class, () -> dump(server, USUAL));
            assertTrue(refused.getMessage().contains("cannot be read"), refused.getMessage());
        }
    }

    @Test
    void changesWhileAFuzzyDumpRanAreNoted() throws IOException {
        try (var server = server()) {
            server.odd((command, _) -> {
                if (command.containsKey("find")) {
                    server.with(ScriptedCollection.of("shop.new", "{_id: 1}"));
                    server.with(ScriptedCollection.of("shop.orders", "{_id: 1}").withUuid("0".repeat(32)));
                    server.drop("shop.system.js");
                }
                return Optional.empty();
            });
            var notes = dump(server, USUAL).source().more().getArray("notes").stream()
                    .map(note -> note.asDocument().getString("namespace").getValue() + " "
                            + note.asDocument().getString("note").getValue())
                    .toList();
            assertTrue(
                    notes.containsAll(List.of(
                            "shop.new was created while the dump ran, which is fuzzy",
                            "shop.orders was dropped and created again while the dump ran, which is fuzzy",
                            "shop.system.js was dropped or renamed while the dump ran, which is fuzzy")),
                    notes::toString);
        }
    }
}
