package nexus.mcp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Resource;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.fleet.Use;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;

/// The four lists, page by page. A cursor is sealed and names the list, the caller and the last entry seen, so that any
/// replica goes on where another stopped, and nobody can make one up.
final class Lists {
    private static final int PAGE = 100;

    private final Catalog catalog;
    private final FixedAnswers fixed;
    private final Fleet fleet;

    Lists(Catalog catalog, FixedAnswers fixed, Fleet fleet) {
        this.catalog = catalog;
        this.fixed = fixed;
        this.fleet = fleet;
    }

    /// One entry.
    ///
    /// @param key that cursors name; unique in its list
    private record Item(String key, String json) {}

    /// Those that the caller may use.
    Answered tools(Exchange exchange) throws Objection {
        if (catalog.tools().size() <= PAGE && cursor(exchange).isEmpty())
            return Answered.ok(Reply.result(exchange.id(), fixed.toolList(exchange.revision(), exchange.caller())));
        return page(
                exchange,
                "tools",
                catalog.tools(exchange.caller()).stream()
                        .map(tool -> new Item(tool.name(), fixed.definition(tool, exchange.revision())))
                        .toList());
    }

    Answered prompts(Exchange exchange) throws Objection {
        var hasTitles = exchange.revision().hasTitles();
        return page(
                exchange,
                "prompts",
                catalog.prompts().stream()
                        .map(prompt -> new Item(prompt.name(), prompt.definition(hasTitles)))
                        .toList());
    }

    /// First the single resources, in their order, then those that come and go, by URI.
    Answered resources(Exchange exchange) throws Objection {
        var entries = new ArrayList<Resource.Entry>();
        catalog.resources().all().stream()
                .filter(resource -> resource.uri().isFixed())
                .forEach(resource ->
                        entries.add(new Resource.Entry(resource.uri().text(), resource.label())));
        catalog.resources().lister().list(exchange.caller()).stream()
                .sorted(Comparator.comparing(Resource.Entry::uri))
                .forEach(entries::add);
        var hasTitles = exchange.revision().hasTitles();
        return page(
                exchange,
                "resources",
                entries.stream()
                        .map(entry -> new Item(entry.uri(), entry.label().definition("uri", entry.uri(), hasTitles)))
                        .toList());
    }

    Answered templates(Exchange exchange) throws Objection {
        var hasTitles = exchange.revision().hasTitles();
        return page(
                exchange,
                "resourceTemplates",
                catalog.resources().all().stream()
                        .filter(resource -> !resource.uri().isFixed())
                        .map(resource -> new Item(
                                resource.uri().text(),
                                resource.label()
                                        .definition(
                                                "uriTemplate", resource.uri().text(), hasTitles)))
                        .toList());
    }

    private Answered page(Exchange exchange, String list, List<Item> items) throws Objection {
        int from = start(exchange, list, items);
        int to = Math.min(items.size(), from + PAGE);
        var json = new JsonText(4096).raw("{\"" + list + "\":[");
        for (int i = from; i < to; i++)
            json.raw(i == from ? "" : ",").raw(items.get(i).json());
        json.raw("]");
        if (to < items.size())
            json.raw(",\"nextCursor\":\""
                    + next(exchange, list, items.get(to - 1).key()) + "\"");
        if (exchange.isModern()) json.raw(list.equals("resources") ? FixedAnswers.FRESH : FixedAnswers.CACHEABLE);
        return Answered.ok(Reply.result(exchange.id(), json.bytes(), fixed.closing(exchange.revision())));
    }

    private String next(Exchange exchange, String list, String after) {
        return Claims.of("sub", exchange.caller().name(), "list", list, "after", after)
                .seal(fleet.seal(), Use.CURSOR);
    }

    private static String cursor(Exchange exchange) throws Objection {
        var cursor = exchange.params().field("cursor").filter(value -> value.kind() != RawJson.Kind.NULL);
        if (cursor.isEmpty()) return "";
        if (cursor.get().kind() != RawJson.Kind.STRING || cursor.get().text().isEmpty()) throw badCursor();
        return cursor.get().text();
    }

    /// Behind the entry that the cursor names. Where that one is gone the list begins again: entries may come twice,
    /// but none is left out.
    private int start(Exchange exchange, String list, List<Item> items) throws Objection {
        var cursor = cursor(exchange);
        if (cursor.isEmpty()) return 0;
        var claims = Claims.open(fleet.seal(), Use.CURSOR, cursor)
                .filter(found -> found.says("list", list))
                .filter(found -> found.says("sub", exchange.caller().name()))
                .orElseThrow(Lists::badCursor);
        for (int i = 0; i < items.size(); i++) {
            if (claims.says("after", items.get(i).key())) return i + 1;
        }
        return 0;
    }

    private static Objection badCursor() {
        return Objection.params("this cursor is not one of this list: ask without a cursor");
    }
}
