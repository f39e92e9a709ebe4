package nexus.access.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nexus.mcp.Asked;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// Says what a request is about, by names alone: of tools, prompts and resources that there are, and of where they
/// look.
/// Arguments that are not on the list here are not told, nor are their names.
record What(Catalog catalog) {
    private static final String CONNECTION = "connection";

    /// An argument that is told, and under which name.
    private record Named(String argument, String told) {}

    private static final List<Named> OF_TOOLS = List.of(
            new Named("connectionId", CONNECTION),
            new Named("database", "database"),
            new Named("collection", "collection"),
            new Named("newName", "renamed"),
            new Named("indexName", "index"));
    private static final List<Named> OF_OTHERS = List.of(
            new Named(CONNECTION, CONNECTION),
            new Named("database", "database"),
            new Named("collection", "collection"));

    void tell(Deed deed, Line line) {
        var asked = deed.asked();
        switch (asked.method()) {
            case "tools/call" -> tool(deed, line);
            case "prompts/get" -> prompt(asked, line);
            case "completion/complete" -> completion(asked, line);
            case "subscriptions/listen" -> line.texts("resources", watched(asked.params()));
            default -> resource(asked.params().text("uri").orElse(""), line);
        }
    }

    private void tool(Deed deed, Line line) {
        var name = deed.asked().params().text("name").orElse("");
        if (catalog.tool(name).isEmpty()) return;
        line.text("tool", name);
        UnaryOperator<String> arguments = deed.arguments()
                .<UnaryOperator<String>>map(checked -> checked::text)
                .orElseGet(() -> texts(object(deed.asked().params(), "arguments")));
        OF_TOOLS.forEach(named -> line.text(named.told(), arguments.apply(named.argument())));
    }

    private void prompt(Asked asked, Line line) {
        var name = asked.params().text("name").orElse("");
        if (catalog.prompt(name).isEmpty()) return;
        line.text("prompt", name);
        others(object(asked.params(), "arguments"), line);
    }

    /// Proposals name databases and collections.
    private void completion(Asked asked, Line line) {
        var ref = object(asked.params(), "ref");
        var argument = object(asked.params(), "argument").text("name").orElse("");
        var name = ref.text("name").filter(text -> catalog.prompt(text).isPresent());
        var uri = ref.text("uri").filter(this::isTemplate);
        line.text("prompt", name.orElse("")).text("resource", uri.orElse(""));
        if (OF_OTHERS.stream().anyMatch(named -> named.argument().equals(argument))) line.text("completes", argument);
        others(object(object(asked.params(), "context"), "arguments"), line);
    }

    private boolean isTemplate(String uri) {
        return catalog.resources().all().stream()
                .anyMatch(resource -> resource.uri().text().equals(uri));
    }

    private void resource(String uri, Line line) {
        var found = catalog.resources().find(uri);
        if (found.isEmpty()) return;
        line.text("resource", found.get().resource().uri().text());
        OF_OTHERS.forEach(
                named -> line.text(named.told(), found.get().variables().getOrDefault(named.argument(), "")));
    }

    private List<String> watched(RawObject params) {
        var uris = object(params, "notifications").field("resourceSubscriptions");
        var watched = new ArrayList<String>();
        for (var uri : uris.map(What::elements).orElse(List.of())) {
            if (uri.kind() != RawJson.Kind.STRING) continue;
            if (catalog.resources().find(uri.text()).isPresent()) watched.add(uri.text());
        }
        return watched.stream().limit(100).toList();
    }

    private static void others(RawObject arguments, Line line) {
        var texts = texts(arguments);
        OF_OTHERS.forEach(named -> line.text(named.told(), texts.apply(named.argument())));
    }

    private static UnaryOperator<String> texts(RawObject object) {
        return name -> object.text(name).orElse("");
    }

    /// What a client sent instead of an object is nothing here: the answer says so.
    private static RawObject object(RawObject of, String name) {
        try {
            return of.object(name).orElse(RawObject.EMPTY);
        } catch (BadJson e) {
            return RawObject.EMPTY;
        }
    }

    private static List<RawJson> elements(RawJson array) {
        try {
            return RawObject.elements(array.bytes(), array.from(), array.to());
        } catch (BadJson e) {
            return List.of();
        }
    }

    /// Whether somebody called a tool of this catalog that the caller may not use.
    boolean isDenied(Asked asked) {
        if (!asked.method().equals("tools/call")) return false;
        return Optional.of(asked.params().text("name").orElse(""))
                .flatMap(catalog::tool)
                .filter(tool -> !asked.caller().may(tool.right()))
                .isPresent();
    }
}
