package nexus.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Content;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.catalog.Prompt;
import nexus.mcp.catalog.Question;
import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resources;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;

/// What the product offers, and beside it whatever the protocol can do that the product does not: each way for a call
/// to go on, a mirrored argument, a resource to watch, a prompt to complete.
final class Offer {
    private static final String ANY = "{\"type\":\"object\"}";
    private static final String NAME =
            "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}";
    private static final int WORK_MILLIS = 250;

    private Offer() {}

    static Catalog beside(Catalog product) {
        var tools = new ArrayList<>(product.tools());
        tools.addAll(List.of(
                tool("mirror", List.of(Argument.text("word", "Any.").mirrored("Word"), count()), Offer::mirror),
                tool("ask", List.of(), Offer::ask),
                tool("ask-model", List.of(), Offer::askModel),
                tool("confirm", List.of(count(), Argument.confirm()), Offer::confirm),
                tool("steps", List.of(), Offer::steps),
                tool("work", List.of(), Offer::work),
                tool(
                        "show",
                        List.of(),
                        (_, _) -> new ToolResult.Shown(
                                List.of(Content.text("a"), Content.image(new byte[] {1}, "image/png"))))));
        var prompts = new ArrayList<>(product.prompts());
        prompts.add(prompt());
        var changes = new Changes(EnumSet.allOf(Changes.Change.class));
        return new Catalog(tools, resources(product.resources()), prompts, changes, true);
    }

    private static Tool tool(String name, List<Argument> arguments, Tool.Action action) {
        return new Tool(name, name, "For tests.", arguments, ANY, action);
    }

    private static Argument count() {
        return Argument.whole("count", 0, 9, "Any.").mirrored("Count");
    }

    private static ToolResult mirror(Arguments arguments, Call call) {
        return done("{\"count\":" + arguments.whole("count", 0) + "}");
    }

    private static ToolResult done(String json) {
        return ToolResult.done("Done.", json.getBytes(UTF_8));
    }

    private static ToolResult ask(Arguments arguments, Call call) {
        if (call.accepted("name").isPresent())
            return done("{\"state\":\"" + call.state().length() + "\"}");
        return new ToolResult.Ask(List.of(Question.form("name", "Who are you?", NAME)), "state");
    }

    private static ToolResult askModel(Arguments arguments, Call call) {
        if (!call.state().isEmpty()) return done("{}");
        var prompt =
                "{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"?\"}}],\"maxTokens\":9}";
        return new ToolResult.Ask(List.of(Question.sampling("text", prompt), Question.roots("folders")), "asked");
    }

    private static ToolResult confirm(Arguments arguments, Call call) {
        return call.isConfirmed() ? done("{}") : new ToolResult.Confirm("It would do it.");
    }

    private static ToolResult steps(Arguments arguments, Call call) {
        for (int i = 1; i <= 5; i++) {
            call.progress(i, 5, "step " + i);
            call.log(LogLevel.INFO, "step " + i);
        }
        return done("{\"steps\":5}");
    }

    /// Works until it is done, or cancelled.
    private static ToolResult work(Arguments arguments, Call call) {
        try {
            return done("{\"early\":" + new CountDownLatch(1).await(WORK_MILLIS, TimeUnit.MILLISECONDS) + "}");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ToolResult.Refused("cancelled");
        }
    }

    private static Prompt prompt() {
        var whom = new Prompt.PromptArgument("whom", "Any.", true, (typed, _, _) -> List.of(typed + "a", typed + "b"));
        return new Prompt(
                "greet",
                "Greet",
                "For tests.",
                List.of(whom),
                (arguments, _) -> Prompt.says("Greet " + arguments.get("whom")));
    }

    private static Resources resources(Resources product) {
        var all = new ArrayList<>(product.all());
        var label = new Resource.Label("note", "Note", "For tests.", "text/plain");
        all.add(Resource.of("fuzz://one", label, (_, _) -> Resource.Result.text("one".getBytes(UTF_8))));
        all.add(new Resource(
                new nexus.mcp.catalog.UriTemplate("fuzz://notes/{name}"),
                label,
                (variables, _) -> note(variables.get("name")),
                Map.of("name", (typed, _, _) -> List.of(typed + "x")),
                (_, _, _) -> Optional.of(() -> {})));
        return new Resources(all, product.lister(), () -> true);
    }

    private static Resource.Result note(String name) {
        return name.equals("none") ? new Resource.Result.Missing() : Resource.Result.text(name.getBytes(UTF_8));
    }
}
