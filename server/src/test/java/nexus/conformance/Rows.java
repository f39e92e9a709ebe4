package nexus.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Tool;
import nexus.mcp.json.JsonText;

/// Every method of every revision, asked rightly and wrongly.
final class Rows {
    static final List<String> REVISIONS = List.of("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26");

    private static final int INVALID_PARAMS = -32602;
    private static final int INTERNAL = -32603;
    /// Until 2025-11-25.
    private static final int RESOURCE_NOT_FOUND = -32002;
    /// A result or an error: both are right.
    private static final int EITHER = 1;

    private Rows() {}

    /// One request.
    ///
    /// @param code of the error that is right, 0 for a result
    record Row(String revision, String method, String params, int code) {
        @Override
        public String toString() {
            return revision + " " + method + " " + JsonText.shorten(params);
        }

        boolean allows(int answered) {
            return code == answered || code == EITHER;
        }
    }

    static Stream<Row> all() {
        return REVISIONS.stream().flatMap(Rows::of);
    }

    private static Stream<Row> of(String revision) {
        var rows = new ArrayList<>(lists(revision));
        rows.addAll(tools(revision));
        rows.addAll(resources(revision));
        rows.addAll(prompts(revision));
        rows.addAll(completions(revision));
        rows.addAll(own(revision));
        return rows.stream();
    }

    private static List<Row> lists(String revision) {
        return Stream.of("tools/list", "resources/list", "resources/templates/list", "prompts/list")
                .flatMap(method -> Stream.of(
                        new Row(revision, method, "{}", 0),
                        new Row(revision, method, "{\"cursor\":\"no cursor of ours\"}", INVALID_PARAMS)))
                .toList();
    }

    private static List<Row> tools(String revision) {
        var rows = Fixtures.catalog().tools().stream()
                .filter(tool -> !tool.name().equals("test_elicitation_sep1330_enums") || hasChoices(revision))
                .map(tool -> new Row(revision, "tools/call", call(tool), hasForms(revision) ? 0 : EITHER));
        return Stream.concat(
                        rows,
                        Stream.of(
                                new Row(revision, "tools/call", named("test_sampling", "{}"), 0),
                                new Row(revision, "tools/call", named("test_simple_text", "{\"no\":1}"), 0),
                                new Row(revision, "tools/call", named("no_such_tool", "{}"), INVALID_PARAMS)))
                .toList();
    }

    /// Forms with lists of choices came with 2025-11-25.
    private static boolean hasChoices(String revision) {
        return revision.compareTo("2025-11-25") >= 0;
    }

    private static boolean hasForms(String revision) {
        return revision.compareTo("2025-06-18") >= 0;
    }

    private static String call(Tool tool) {
        var arguments = tool.arguments().stream()
                .filter(Argument::isRequired)
                .map(argument -> "\"" + argument.name() + "\":\"value\"")
                .collect(Collectors.joining(",", "{", "}"));
        return "{\"name\":\"" + tool.name() + "\",\"arguments\":" + arguments + ",\"_meta\":{\"progressToken\":\"p\"}}";
    }

    private static String named(String name, String arguments) {
        return "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}";
    }

    private static List<Row> resources(String revision) {
        int missing = revision.equals(CheckedClient.MODERN) ? INVALID_PARAMS : RESOURCE_NOT_FOUND;
        return List.of(
                read(revision, "test://static-text", 0),
                read(revision, "test://static-binary", 0),
                read(revision, "test://watched-resource", 0),
                read(revision, "test://template/1%202/data", 0),
                read(revision, "test://template/missing/data", missing),
                read(revision, "test://nowhere", missing),
                read(revision, "test://broken", INTERNAL));
    }

    private static Row read(String revision, String uri, int code) {
        return new Row(revision, "resources/read", "{\"uri\":\"" + uri + "\"}", code);
    }

    private static List<Row> prompts(String revision) {
        return List.of(
                prompt(revision, "test_simple_prompt", "{}", 0),
                prompt(revision, "test_prompt_with_arguments", "{\"arg1\":\"a\",\"arg2\":\"b\"}", 0),
                prompt(revision, "test_prompt_with_arguments", "{\"arg1\":\"a\"}", INVALID_PARAMS),
                prompt(revision, "test_prompt_with_embedded_resource", "{\"resourceUri\":\"test://example\"}", 0),
                prompt(revision, "test_prompt_with_image", "{}", 0),
                prompt(revision, "test_input_required_result_prompt", "{}", hasForms(revision) ? 0 : EITHER),
                prompt(revision, "test_refusing_prompt", "{}", INVALID_PARAMS),
                prompt(revision, "no_such_prompt", "{}", INVALID_PARAMS));
    }

    private static Row prompt(String revision, String name, String arguments, int code) {
        return new Row(revision, "prompts/get", named(name, arguments), code);
    }

    private static List<Row> completions(String revision) {
        var prompt = "{\"type\":\"ref/prompt\",\"name\":\"test_prompt_with_arguments\"}";
        var family = "{\"type\":\"ref/resource\",\"uri\":\"test://template/{id}/data\"}";
        return List.of(
                complete(revision, prompt, "arg1", "par", 0),
                complete(revision, prompt, "arg2", "", 0),
                complete(revision, family, "id", "12", 0),
                complete(revision, "{\"type\":\"ref/prompt\",\"name\":\"no_such_prompt\"}", "x", "", INVALID_PARAMS));
    }

    private static Row complete(String revision, String reference, String argument, String typed, int code) {
        var params =
                "{\"ref\":" + reference + ",\"argument\":{\"name\":\"" + argument + "\",\"value\":\"" + typed + "\"}}";
        return new Row(revision, "completion/complete", params, code);
    }

    /// What only one era has.
    private static List<Row> own(String revision) {
        if (revision.equals(CheckedClient.MODERN)) return List.of(new Row(revision, "server/discover", "{}", 0));
        var watched = "{\"uri\":\"test://watched-resource\"}";
        return List.of(
                new Row(revision, "ping", "{}", 0),
                new Row(revision, "logging/setLevel", "{\"level\":\"debug\"}", 0),
                new Row(revision, "tools/call", named("test_tool_with_logging", "{}"), 0),
                new Row(revision, "resources/subscribe", watched, 0),
                new Row(revision, "resources/unsubscribe", watched, 0),
                new Row(revision, "resources/subscribe", "{\"uri\":\"test://nowhere\"}", RESOURCE_NOT_FOUND));
    }
}
