package nexus.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Completer;
import nexus.mcp.catalog.Prompt.PromptArgument;
import nexus.mcp.catalog.Resource;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// `completion/complete`.
final class Completions {
    private static final int MOST = 100;

    private final Catalog catalog;
    private final FixedAnswers fixed;

    Completions(Catalog catalog, FixedAnswers fixed) {
        this.catalog = catalog;
        this.fixed = fixed;
    }

    Answered complete(Exchange exchange) throws BadJson, Objection {
        var argument = exchange.object("argument");
        var name = argument.text("name").orElseThrow(() -> Objection.params("argument.name is needed"));
        var typed = argument.text("value").orElseThrow(() -> Objection.params("argument.value is needed"));
        var completer = completer(exchange.object("ref"), name);
        var chosen = chosen(exchange.object("context"));
        return Answered.ok(answer(exchange, completer.complete(typed, chosen, exchange.caller())));
    }

    private Completer completer(RawObject ref, String argument) throws Objection {
        return switch (ref.text("type").orElse("")) {
            case "ref/prompt" -> ofPrompt(ref.text("name").orElse(""), argument);
            case "ref/resource" -> ofResource(ref.text("uri").orElse(""), argument);
            default -> throw Objection.params("ref.type must be ref/prompt or ref/resource");
        };
    }

    private Completer ofPrompt(String name, String argument) throws Objection {
        var prompt = catalog.prompt(name)
                .orElseThrow(() -> Objection.params("there is no prompt \"" + JsonText.shorten(name) + "\""));
        return prompt.arguments().stream()
                .filter(known -> known.name().equals(argument))
                .findFirst()
                .map(PromptArgument::completer)
                .orElseThrow(() -> Objection.params(
                        "the prompt " + name + " has no argument \"" + JsonText.shorten(argument) + "\""));
    }

    private Completer ofResource(String uri, String variable) throws Objection {
        var known = catalog.resources().all().stream()
                .map(Resource::uri)
                .anyMatch(template -> template.text().equals(uri));
        if (!known) throw Objection.params("there is no resource template \"" + JsonText.shorten(uri) + "\"");
        return catalog.resources().all().stream()
                .filter(resource ->
                        resource.uri().text().equals(uri) && resource.uri().has(variable))
                .findFirst()
                .map(resource -> resource.completers().getOrDefault(variable, Completer.NONE))
                .orElseThrow(() -> Objection.params(uri + " has no variable \"" + JsonText.shorten(variable) + "\""));
    }

    private static Map<String, String> chosen(RawObject context) throws BadJson {
        var chosen = new LinkedHashMap<String, String>();
        context.object("arguments").orElse(RawObject.EMPTY).fields().forEach((name, value) -> {
            if (value.kind() == RawJson.Kind.STRING) chosen.put(name, value.text());
        });
        return chosen;
    }

    private Reply answer(Exchange exchange, List<String> values) {
        var sent = values.stream().limit(MOST).map(JsonText::quoted).collect(Collectors.joining(","));
        var json = "{\"completion\":{\"values\":[" + sent + "],\"total\":" + values.size() + ",\"hasMore\":"
                + (values.size() > MOST) + "}";
        return Reply.result(exchange.id(), new JsonText(1024).raw(json).bytes(), fixed.closing(exchange.revision()));
    }
}
