package nexus.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resources;
import nexus.mongo.Answer;
import nexus.mongo.Find;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoResourcesTest {
    private static Desk desk;
    private static Resources resources;
    private static String database;

    @BeforeAll
    static void open() {
        desk = Desk.open();
        resources = MongoResources.of(desk.sources());
        database = "mongodb://default/" + desk.database();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static Resource.Result read(String uri) {
        var found = resources.find(uri).orElseThrow(() -> new AssertionError("no resource fits " + uri));
        return found.resource().reader().read(found.variables(), QuietCall.CALL);
    }

    private static String text(String uri) {
        var result = read(uri);
        return new String(
                assertInstanceOf(Resource.Result.Text.class, result, result::toString)
                        .utf8()
                        .bytes(),
                UTF_8);
    }

    @Test
    void healthTellsOfEachConnectionWhetherItWorksAndWhyNot() {
        assertEquals(
                "{\"connections\":[{\"name\":\"away\",\"works\":false,\"reason\":"
                        + "\"the server or the way to it refuses the connection\",\"changeStreams\":false},"
                        + "{\"name\":\"default\",\"works\":true,\"changeStreams\":"
                        + desk.up().changes().areAvailable() + "}]}",
                text("nexus://health"));
    }

    @Test
    void aConnectionHoldsItsDatabasesWithTheirUris() {
        var json = text("mongodb://default");
        assertTrue(json.startsWith("{\"connection\":\"default\",\"databases\":[{"), json);
        assertTrue(
                json.contains("{\"name\":\"" + desk.database() + "\",\"uri\":\"" + database + "\",\"sizeBytes\":"),
                json);
    }

    private static String fields(String name, String encoded) {
        var uri = database + "/" + encoded;
        return "\"name\":\"" + name + "\",\"type\":\"collection\",\"uri\":\"" + uri + "\",\"schema\":\"" + uri
                + "/schema\",\"indexes\":\"" + uri + "/indexes\"}";
    }

    @Test
    void aDatabaseHoldsItsCollectionsWithTheirUris() {
        assertEquals(
                "{\"connection\":\"default\",\"database\":\"" + desk.database() + "\",\"collections\":[{"
                        + fields("a/b c", "a%2Fb%20c") + ",{" + fields("customers", "customers") + ",{"
                        + fields("orders", "orders") + "]}",
                text(database));
    }

    @Test
    void aCollectionTellsWhereItsSchemaAndIndexesAre() {
        assertEquals(
                "{\"connection\":\"default\",\"database\":\"" + desk.database() + "\"," + fields("orders", "orders"),
                text(database + "/orders"));
    }

    @Test
    void aNameWithASlashIsReadByItsEncodedUri() {
        assertTrue(text(database + "/a%2Fb%20c").contains(fields("a/b c", "a%2Fb%20c")));
        assertTrue(resources.find(database + "/a/b c").isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"schema", "indexes"})
    void theStructureOfACollectionIsJsonOrAReason(String what) {
        switch (read(database + "/orders/" + what)) {
            case Resource.Result.Text(var json) -> assertTrue("{[".indexOf(json.bytes()[0]) >= 0);
            case Resource.Result.Failed(var reason) -> assertFalse(reason.isBlank());
            case Resource.Result result -> throw new AssertionError(result);
        }
    }

    static List<String> missing() {
        return List.of(
                "mongodb://other",
                "mongodb://other/shop/orders",
                database + "x",
                "mongodb://default/admin",
                "mongodb://default/a%20b",
                database + "/order",
                database + "/order/schema",
                database + "/order/indexes",
                database + "/system.views/schema");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missing")
    void whatIsNotThereIsMissing(String uri) {
        assertInstanceOf(Resource.Result.Missing.class, read(uri));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mongodb://away", "mongodb://away/shop", "mongodb://away/shop/orders/schema"})
    void aDatabaseThatIsDownIsNotMissingButSaysWhy(String uri) {
        var failed = assertInstanceOf(Resource.Result.Failed.class, read(uri));
        assertTrue(failed.reason().contains("no server could be reached"), failed.reason());
    }

    @Test
    void listsConnectionsAndTheDatabasesThatCanBeReadNow() {
        var uris = resources.lister().list(Caller.ANONYMOUS).stream()
                .map(Resource.Entry::uri)
                .toList();
        assertEquals("mongodb://away", uris.getFirst());
        assertEquals("mongodb://default", uris.get(1));
        assertTrue(uris.contains(database), uris::toString);
        assertEquals(uris.stream().sorted().toList(), uris);
    }

    @Test
    void everyEntryOfTheListCanBeFoundAgain() {
        resources
                .lister()
                .list(Caller.ANONYMOUS)
                .forEach(entry -> assertTrue(resources.find(entry.uri()).isPresent(), entry.uri()));
    }

    private static List<String> complete(String template, String variable, String typed, Map<String, String> chosen) {
        var resource = resources.all().stream()
                .filter(one -> one.uri().text().equals(template))
                .findFirst()
                .orElseThrow();
        return resource.completers().get(variable).complete(typed, chosen, Caller.ANONYMOUS);
    }

    @Test
    void completesTheVariablesOfATemplate() {
        var template = "mongodb://{connection}/{database}/{collection}";
        var chosen = Map.of("connection", "default", "database", desk.database());
        assertEquals(List.of("away", "default"), complete(template, "connection", "", Map.of()));
        assertEquals(List.of("default"), complete(template, "connection", "d", Map.of()));
        assertEquals(List.of(desk.database()), complete(template, "database", desk.database(), chosen));
        assertEquals(List.of("orders"), complete(template, "collection", "o", chosen));
        assertEquals(List.of(), complete(template, "collection", "x", chosen));
    }

    @Test
    void proposesNothingWhereNothingCanBeKnown() {
        var template = "mongodb://{connection}/{database}/{collection}/schema";
        assertEquals(List.of(), complete(template, "database", "", Map.of("connection", "away")));
        assertEquals(List.of(), complete(template, "database", "", Map.of("connection", "other")));
        assertEquals(List.of(), complete(template, "collection", "", Map.of("connection", "default")));
        assertEquals(List.of(), complete(template, "collection", "", Map.of("database", "admin")));
    }

    @Test
    void hasCompletersForItsVariablesOnly() {
        for (var resource : resources.all()) {
            resource.completers()
                    .keySet()
                    .forEach(name -> assertTrue(resource.uri().has(name), resource.uri()::text));
            assertEquals(resource.uri().isFixed(), resource.completers().isEmpty(), resource.uri()::text);
        }
    }

    @Test
    void offersSubscriptionsWhereThereAreChangeStreams() {
        assertEquals(
                desk.up().changes().areAvailable(), resources.canSubscribe().getAsBoolean());
    }

    @Test
    void watchesNothingOfAConnectionThatIsNotThere() {
        var found = resources.find("mongodb://other/shop/orders").orElseThrow();
        assertTrue(found.resource()
                .watcher()
                .watch(found.variables(), Caller.ANONYMOUS, () -> {})
                .isEmpty());
    }

    static List<String> examples() {
        var guide = Bundled.text("extended-json.md");
        int from = guide.indexOf("```json\n") + "```json\n".length();
        return guide.substring(from, guide.indexOf("```", from)).lines().toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void theFiltersOfTheGuideCanBeRun(String filter) {
        var answer = desk.up().reader().find(new Find(desk.database(), "orders", filter, "", "", 0, 1, 0));
        assertInstanceOf(Answer.Documents.class, answer, answer::toString);
    }

    @Test
    void theGuideIsMarkdown() {
        assertTrue(text("nexus://guide/extended-json").startsWith("# Extended JSON"));
    }
}
