package nexus.mcp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Content;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.catalog.Prompt;
import nexus.mcp.catalog.Question;
import nexus.mcp.catalog.Resources;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.Tool.Action;
import nexus.mcp.catalog.ToolResult;

/// Tools that ask before they do something, and what they did.
final class Deeds {
    private static final Question NAME = Question.form(
            "name", "Your name?", "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}");

    private final List<String> done = new CopyOnWriteArrayList<>();

    /// What was done, in order, by all that share these tools.
    List<String> done() {
        return List.copyOf(done);
    }

    Catalog catalog() {
        var what = Argument.text("what", "What to drop.");
        var tools = List.of(
                tool("drop", this::drop, what, Argument.confirm()),
                tool("erase", this::drop, what, Argument.confirm()),
                tool("wipe", this::drop, what),
                tool("greet", (_, call) -> greet(call)),
                tool("think", (_, _) -> ask(Question.sampling("idea", "{}"))),
                tool("folders", (_, _) -> ask(Question.roots("roots"))),
                tool("again", (_, call) -> again(call)),
                tool("endless", (_, _) -> ask(NAME)),
                tool("tell", (_, call) -> tell(call)));
        var welcome = new Prompt("welcome", "Welcome", "Greets.", List.of(), (_, call) -> welcome(call));
        return new Catalog(tools, Resources.NONE, List.of(welcome), Changes.none(), true);
    }

    private static Tool tool(String name, Action action, Argument... arguments) {
        return new Tool(name, name, "Does it.", List.of(arguments), "{\"type\":\"object\"}", action);
    }

    private ToolResult drop(Arguments arguments, Call call) {
        var what = arguments.text("what");
        if (!call.isConfirmed()) return new ToolResult.Confirm("This drops " + what + ".");
        done.add(what);
        return shown("dropped " + what);
    }

    private static ToolResult greet(Call call) {
        var form = call.accepted("name");
        if (form.isEmpty()) return ask(NAME);
        return shown("hello " + form.get().text("name").orElse("?") + ", " + call.state());
    }

    private static ToolResult ask(Question question) {
        return new ToolResult.Ask(List.of(question), "remembered");
    }

    /// Asks nothing: it only wants to be called again.
    private static ToolResult again(Call call) {
        return call.state().isEmpty() ? new ToolResult.Ask(List.of(), "once") : shown("again: " + call.state());
    }

    private static ToolResult tell(Call call) {
        for (var level : LogLevel.values()) call.log(level, "at " + level.word());
        return shown("told");
    }

    private static Prompt.Result welcome(Call call) {
        var form = call.accepted("name");
        return form.isPresent()
                ? Prompt.says("Welcome, " + form.get().text("name").orElse("?"))
                : new Prompt.Result.Ask(List.of(NAME), "");
    }

    private static ToolResult shown(String text) {
        return new ToolResult.Shown(List.of(Content.text(text)));
    }
}
