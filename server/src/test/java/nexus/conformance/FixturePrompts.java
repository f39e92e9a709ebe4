package nexus.conformance;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Completer;
import nexus.mcp.catalog.Content;
import nexus.mcp.catalog.Prompt;
import nexus.mcp.catalog.Prompt.Message;
import nexus.mcp.catalog.Prompt.PromptArgument;
import nexus.mcp.catalog.Prompt.Result;
import nexus.mcp.catalog.Question;

/// Prompts with fixed messages, one with completed arguments, and one that asks.
final class FixturePrompts {
    private static final Question CONTEXT =
            Question.form("user_context", "What context should the prompt use?", Forms.of("context", "string"));

    private FixturePrompts() {}

    static List<Prompt> all() {
        var uri = new PromptArgument("resourceUri", "URI of the resource to embed.", true, Completer.NONE);
        return List.of(
                prompt("test_simple_prompt", List.of(), (_, _) -> Prompt.says("This is a simple prompt for testing.")),
                prompt("test_prompt_with_arguments", places(), (arguments, _) -> places(arguments)),
                prompt(
                        "test_prompt_with_embedded_resource",
                        List.of(uri),
                        (arguments, _) -> shows(
                                embedded(arguments.get("resourceUri")), "Please process the embedded resource above.")),
                prompt(
                        "test_prompt_with_image",
                        List.of(),
                        (_, _) -> shows(Content.image(Media.PIXEL, Media.PNG), "Please analyze the image above.")),
                prompt("test_input_required_result_prompt", List.of(), (_, call) -> asking(call)),
                prompt(
                        "test_refusing_prompt",
                        List.of(),
                        (_, _) -> new Result.Refused("this prompt refuses everything")));
    }

    private static Prompt prompt(String name, List<PromptArgument> arguments, Prompt.Action action) {
        return new Prompt(name, name.replace('_', ' '), "A prompt for tests.", arguments, action);
    }

    /// The second argument is completed with what begins like the first.
    private static List<PromptArgument> places() {
        Completer first = (typed, _, _) -> Stream.of("paris", "park", "party", "test")
                .filter(word -> word.startsWith(typed))
                .toList();
        Completer second = (typed, chosen, _) -> Stream.of(chosen.getOrDefault("arg1", "none") + "-again")
                .filter(word -> word.startsWith(typed))
                .toList();
        return List.of(
                new PromptArgument("arg1", "First test argument.", true, first),
                new PromptArgument("arg2", "Second test argument.", true, second));
    }

    private static Result places(Map<String, String> arguments) {
        return Prompt.says(
                "Prompt with arguments: arg1='" + arguments.get("arg1") + "', arg2='" + arguments.get("arg2") + "'");
    }

    private static Content embedded(String uri) {
        return new Content.Embedded(uri, "text/plain", "Embedded resource content for testing.");
    }

    private static Result shows(Content content, String text) {
        return new Result.Messages(List.of(new Message("user", content), new Message("user", Content.text(text))));
    }

    private static Result asking(Call call) {
        return call.accepted(CONTEXT.key())
                .flatMap(form -> form.text("context"))
                .map(context -> Prompt.says("The context is: " + context))
                .orElseGet(() -> new Result.Ask(List.of(CONTEXT), ""));
    }
}
