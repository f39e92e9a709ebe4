package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Prompt;
import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resource.Label;
import nexus.mcp.catalog.Resources;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Seal;
import nexus.mcp.fleet.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists longer than a page, followed from replica to replica.
class ListsTest {
    private static final int ENTRIES = 250;
    private static final Label LABEL = new Label("one", "One", "One of many.", "text/plain");

    private final Seal seal = Seal.random();
    private final List<String> coming = new CopyOnWriteArrayList<>(numbered("test://"));
    private final Replicas replicas = new Replicas(seal, catalog());
    private final McpServer a = replicas.start(Replicas.A);
    private final McpServer b = replicas.start(Replicas.B);

    private Catalog catalog() {
        var tools = names().map(name ->
                        new Tool(name, name, "One of many.", List.of(), "{}", (_, _) -> new ToolResult.Refused("no")))
                .toList();
        var prompts = names().map(
                        name -> new Prompt(name, name, "One of many.", List.of(), (_, _) -> Prompt.says(name)))
                .toList();
        var families = names().map(
                        name -> Resource.of("test://" + name + "/{id}", LABEL, (_, _) -> new Resource.Result.Missing()))
                .toList();
        return new Catalog(tools, new Resources(families, _ -> entries(), () -> false), prompts, Changes.none(), false);
    }

    /// In no order.
    private List<Resource.Entry> entries() {
        var entries = new ArrayList<Resource.Entry>();
        for (var uri : coming) entries.add(new Resource.Entry(uri, LABEL));
        Collections.reverse(entries);
        return entries;
    }

    private static Stream<String> names() {
        return IntStream.range(0, ENTRIES).mapToObj(number -> "entry-" + (1000 + number));
    }

    private static List<String> numbered(String before) {
        return names().map(name -> before + name).toList();
    }

    /// One row: a list, where it is in the result, and the key and text of its entries.
    record Row(String method, String list, String key, String before, String after) {
        @Override
        public String toString() {
            return method;
        }

        List<String> expected() {
            return numbered(before).stream().map(entry -> entry + after).toList();
        }
    }

    static List<Row> lists() {
        return List.of(
                new Row("tools/list", "tools", "name", "", ""),
                new Row("prompts/list", "prompts", "name", "", ""),
                new Row("resources/list", "resources", "uri", "test://", ""),
                new Row("resources/templates/list", "resourceTemplates", "uriTemplate", "test://", "/{id}"));
    }

    private static Told page(McpServer server, String method, String cursor) {
        return Agent.ANNA.send(server, method, cursor.isEmpty() ? "" : "\"cursor\":\"" + cursor + "\"");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void holdEachEntryOnceInOrder(Row row) {
        var seen = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        var cursor = "";
        do {
            var page = page(sizes.size() % 2 == 0 ? a : b, row.method(), cursor).isDone();
            page.result()
                    .path(row.list())
                    .forEach(entry -> seen.add(entry.path(row.key()).asString()));
            sizes.add(page.result().path(row.list()).size());
            cursor = page.cursor();
        } while (!cursor.isEmpty());
        assertEquals(row.expected(), seen);
        assertEquals(List.of(100, 100, 50), sizes);
    }

    @Test
    void goOnWhereTheyStoppedThoughEntriesCameAndWent() {
        var cursor = page(a, "resources/list", "").cursor();
        coming.remove("test://entry-1000");
        coming.add("test://entry-0999");
        coming.add("test://entry-1099-and-a-half");
        var next = page(b, "resources/list", cursor).result().path("resources");
        assertEquals("test://entry-1099-and-a-half", next.path(0).path("uri").asString());
        assertEquals("test://entry-1100", next.path(1).path("uri").asString());
    }

    @Test
    void leaveNothingOutThoughTheLastEntrySeenIsGone() {
        var cursor = page(a, "resources/list", "").cursor();
        coming.remove("test://entry-1099");
        var next = page(b, "resources/list", cursor).result().path("resources");
        assertEquals("test://entry-1000", next.path(0).path("uri").asString());
    }

    /// One row: what became of a cursor of the list of tools on its way.
    record Change(String what, UnaryOperator<String> change) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Change> changes() {
        return List.of(
                new Change("changed", Tampered::changed),
                new Change("cut", cursor -> cursor.substring(1)),
                new Change("a number", _ -> "100"),
                new Change("the last entry", _ -> "entry-1099"),
                new Change("sealed with another key", _ -> Seal.random().seal(Use.CURSOR, new byte[0])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void refuseACursorThatIs(Change change) {
        var cursor = page(a, "tools/list", "").cursor();
        page(b, "tools/list", change.change().apply(cursor)).hasFailed(Fault.INVALID_PARAMS);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"\"\"", "17", "true", "{}", "[]"})
    void refuseACursorThatIsNone(String cursor) {
        for (var row : lists())
            Agent.ANNA.send(a, row.method(), "\"cursor\":" + cursor).hasFailed(Fault.INVALID_PARAMS);
    }

    @Test
    void beginWhereTheCursorIsNull() {
        Agent.ANNA.send(a, "prompts/list", "\"cursor\":null").isDone();
    }

    @Test
    void refuseACursorOfAnotherListOrCaller() {
        for (var row : lists()) {
            var cursor = page(a, row.method(), "").cursor();
            for (var other : lists()) {
                var told = page(b, other.method(), cursor);
                if (other.equals(row)) told.isDone();
                else told.hasFailed(Fault.INVALID_PARAMS);
            }
            Agent.BERT.send(a, row.method(), "\"cursor\":\"" + cursor + "\"").hasFailed(Fault.INVALID_PARAMS);
        }
    }

    @Test
    void refuseATokenOfAnotherUse() {
        var claims = Map.of("sub", "anna", "list", "tools", "after", "entry-1099");
        var state = new Claims(claims);
        page(a, "tools/list", state.seal(seal, Use.CURSOR)).isDone();
        page(a, "tools/list", state.seal(seal, Use.STATE)).hasFailed(Fault.INVALID_PARAMS);
    }
}
