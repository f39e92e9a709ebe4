package nexus.replicas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Question;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.json.JsonText;

/// What the product offers, a tool that changes something once a person agrees, and a tool that asks.
public final class Offer {
    /// Names the file to which each execution of `count-up` adds a line, whichever process it happens in.
    static final String FILE = "COUNT_FILE";

    private static final String NAME =
            "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}";

    private Offer() {}

    /// Adds them.
    public static Catalog beside(Catalog product) {
        var tools = new ArrayList<>(product.tools());
        var by = Argument.whole("by", 1, 9, "How far.");
        tools.add(tool("count-up", List.of(by, Argument.confirm()), Offer::countUp));
        tools.add(tool("ask-name", List.of(), Offer::askName));
        var changes = new Changes(EnumSet.of(Changes.Change.TOOLS));
        return new Catalog(tools, product.resources(), product.prompts(), changes, product.hasLogs());
    }

    private static Tool tool(String name, List<Argument> arguments, Tool.Action action) {
        return new Tool(name, name, "For tests.", arguments, "{\"type\":\"object\"}", action);
    }

    private static ToolResult countUp(Arguments arguments, Call call) {
        long by = arguments.whole("by", 1);
        if (!call.isConfirmed()) return new ToolResult.Confirm("It would count up by " + by + ".");
        try {
            var line = call.caller().name() + " " + by + "\n";
            Files.writeString(Path.of(System.getenv(FILE)), line, CREATE, APPEND);
            return ToolResult.done("Counted.", ("{\"by\":" + by + "}").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ToolResult askName(Arguments arguments, Call call) {
        var form = call.accepted("name");
        if (form.isEmpty()) return new ToolResult.Ask(List.of(Question.form("name", "Who are you?", NAME)), "");
        var name = form.get().text("name").orElse("nobody");
        return ToolResult.done("Hello.", ("{\"hello\":" + JsonText.quoted(name) + "}").getBytes(UTF_8));
    }
}
