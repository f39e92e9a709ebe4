package nexus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.NexusPeer;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Prompt;
import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resource.Label;
import nexus.mcp.catalog.Resources;
import nexus.mcp.json.JsonText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists that are longer than a page.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PagesTest {
    private static final int ENTRIES = 333;
    private static final Label LABEL = new Label("one", "One", "One of many.", "text/plain");

    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        nexus = NexusPeer.start(Map.of(), _ -> many());
    }

    @AfterAll
    static void stop() {
        if (nexus != null) nexus.close();
    }

    private static Catalog many() {
        return new Catalog(
                names().map(name -> Fixture.tool(name, "One of many.", (_, _) -> Fixture.says(name)))
                        .toList(),
                new Resources(
                        names().map(PagesTest::family).toList(),
                        _ -> names().map(name -> new Resource.Entry("test://" + name, LABEL))
                                .toList(),
                        () -> false),
                names().map(name -> new Prompt(name, name, "One of many.", List.of(), (_, _) -> Prompt.says(name)))
                        .toList(),
                Changes.none(),
                false);
    }

    private static Stream<String> names() {
        return IntStream.range(0, ENTRIES).mapToObj(number -> "entry-" + (1000 + number));
    }

    private static Resource family(String name) {
        return Resource.of("test://" + name + "/{id}", LABEL, (_, _) -> new Resource.Result.Missing());
    }

    static Stream<Arguments> lists() {
        return Rows.REVISIONS.stream()
                .flatMap(revision -> Stream.of(
                        Arguments.of(revision, "tools/list", "tools", "name"),
                        Arguments.of(revision, "prompts/list", "prompts", "name"),
                        Arguments.of(revision, "resources/list", "resources", "uri"),
                        Arguments.of(revision, "resources/templates/list", "resourceTemplates", "uriTemplate")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lists")
    void holdEveryEntryOnce(String revision, String method, String list, String key) {
        var client = CheckedClient.open(nexus.url(), revision, "{}");
        var seen = new ArrayList<String>();
        var params = "{}";
        while (!params.isEmpty()) {
            var page = client.once(method, params).result();
            page.path(list).forEach(entry -> seen.add(entry.path(key).asString()));
            params = page.has("nextCursor")
                    ? "{\"cursor\":" + JsonText.quoted(page.get("nextCursor").asString()) + "}"
                    : "";
        }
        assertEquals(List.of(), client.problems());
        assertEquals(ENTRIES, seen.size());
        assertEquals(seen.stream().distinct().sorted().toList(), seen);
    }
}
