package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Completer;
import nexus.mcp.catalog.Prompt;
import nexus.mcp.catalog.Prompt.PromptArgument;
import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resource.Label;
import nexus.mcp.catalog.Resources;
import nexus.mcp.catalog.UriTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is proposed while a person types.
class CompletionsTest {
    private static final String METHOD = "completion/complete";
    private static final String TEMPLATE = "shop://{city}/{street}";

    private final List<String> asked = new ArrayList<>();
    private final McpServer server = new Replicas(catalog(this::propose)).start(Replicas.A);

    private static Catalog catalog(Completer completer) {
        var prompt = new Prompt(
                "visit",
                "Visit",
                "Plans a visit.",
                List.of(
                        new PromptArgument("city", "Where.", true, completer),
                        new PromptArgument("why", "Why.", false, Completer.NONE)),
                (_, _) -> Prompt.says("x"));
        var shop = new Resource(
                new UriTemplate(TEMPLATE),
                new Label("shop", "Shop", "A shop.", "text/plain"),
                (_, _) -> new Resource.Result.Missing(),
                Map.of("city", completer),
                Resource.Watcher.NONE);
        return new Catalog(
                List.of(),
                new Resources(List.of(shop), _ -> List.of(), () -> false),
                List.of(prompt),
                Changes.none(),
                false);
    }

    /// As many values as the number that was typed.
    private List<String> propose(String typed, Map<String, String> chosen, Caller caller) {
        asked.add(typed + " " + chosen + " " + caller.name());
        int count = typed.matches("\\d+") ? Integer.parseInt(typed) : 0;
        return IntStream.range(0, count).mapToObj(number -> "value-" + number).toList();
    }

    private Told complete(String params) {
        return Agent.ANNA.send(server, METHOD, params);
    }

    private static String ofPrompt(String argument, String typed) {
        return "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"visit\"},\"argument\":{\"name\":\"" + argument
                + "\",\"value\":\"" + typed + "\"}";
    }

    private static String ofTemplate(String variable, String typed) {
        return "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"" + TEMPLATE + "\"},\"argument\":{\"name\":\"" + variable
                + "\",\"value\":\"" + typed + "\"}";
    }

    /// One row: how many values there are, how many are sent, and whether that is said.
    record Row(int count, int sent, boolean hasMore) {}

    static List<Row> rows() {
        return List.of(
                new Row(0, 0, false),
                new Row(1, 1, false),
                new Row(100, 100, false),
                new Row(101, 100, true),
                new Row(250, 100, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void areAHundredAtMost(Row row) {
        for (var params : List.of(ofPrompt("city", "" + row.count()), ofTemplate("city", "" + row.count()))) {
            var completion = complete(params).isDone().result().path("completion");
            assertEquals(row.sent(), completion.path("values").size());
            assertEquals(row.count(), completion.path("total").asInt());
            assertEquals(row.hasMore(), completion.path("hasMore").asBoolean());
        }
    }

    @Test
    void comeInTheOrderOfTheirCompleter() {
        assertEquals(
                "[\"value-0\",\"value-1\",\"value-2\"]",
                complete(ofPrompt("city", "3"))
                        .result()
                        .at("/completion/values")
                        .toString());
    }

    @Test
    void knowWhatWasChosenAndByWhom() {
        complete(ofPrompt("city", "Be") + ",\"context\":{\"arguments\":{\"why\":\"fun\",\"other\":1}}")
                .isDone();
        complete(ofTemplate("city", "")).isDone();
        assertEquals(List.of("Be {why=fun} anna", " {} anna"), asked);
    }

    @Test
    void areNoneWhereNobodyProposes() {
        for (var params : List.of(ofPrompt("why", "3"), ofTemplate("street", "3")))
            assertEquals(
                    0,
                    complete(params).isDone().result().at("/completion/total").asInt(-1));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"visit\"}",
                "\"argument\":{\"name\":\"city\",\"value\":\"\"}",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"visit\"},\"argument\":{\"name\":\"city\"}",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"visit\"},\"argument\":{\"value\":\"\"}",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"visit\"},\"argument\":{\"name\":\"city\",\"value\":1}",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"visit\"},\"argument\":{\"name\":\"nope\",\"value\":\"\"}",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"nope\"},\"argument\":{\"name\":\"city\",\"value\":\"\"}",
                "\"ref\":{\"type\":\"ref/prompt\"},\"argument\":{\"name\":\"city\",\"value\":\"\"}",
                "\"ref\":{\"type\":\"ref/tool\",\"name\":\"visit\"},\"argument\":{\"name\":\"city\",\"value\":\"\"}",
                "\"ref\":\"visit\",\"argument\":{\"name\":\"city\",\"value\":\"\"}",
                "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"nope://{city}\"},\"argument\":{\"name\":\"city\",\"value\":\"\"}",
                "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"shop://Berlin/x\"},\"argument\":{\"name\":\"city\",\"value\":\"\"}",
                "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"shop://{city}/{street}\"},\"argument\":{\"name\":\"nope\",\"value\":\"\"}"
            })
    void areRefusedForWhatIsNotThere(String params) {
        complete(params).hasFailed(Fault.INVALID_PARAMS);
        assertEquals(List.of(), asked);
    }

    @Test
    void areNotServedWhereNothingCanBeCompleted() {
        var other = new Replicas(catalogWithout()).start(Replicas.A);
        Agent.ANNA.send(other, METHOD, ofPrompt("city", "")).isRefused(Fault.METHOD_NOT_FOUND);
    }

    private static Catalog catalogWithout() {
        var prompt = new Prompt(
                "visit",
                "Visit",
                "Plans a visit.",
                List.of(new PromptArgument("city", "Where.", true, Completer.NONE)),
                (_, _) -> Prompt.says("x"));
        return new Catalog(List.of(), Resources.NONE, List.of(prompt), Changes.none(), false);
    }
}
