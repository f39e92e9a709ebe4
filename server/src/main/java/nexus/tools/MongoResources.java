package nexus.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Completer;
import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resource.Label;
import nexus.mcp.catalog.Resource.Watcher;
import nexus.mcp.catalog.Resources;
import nexus.mcp.catalog.UriTemplate;

/// What an agent can read beside calling tools: how the connections are, a guide to Extended JSON, and what is in every
/// connection, by URI.
public final class MongoResources {
    static final String JSON = "application/json";

    private static final String GUIDE = "extended-json.md";

    private final Sources sources;
    private final Pages pages;

    private MongoResources(Sources sources) {
        this.sources = sources;
        this.pages = new Pages(sources);
    }

    /// The resources of these databases.
    ///
    /// @throws IllegalStateException if the program was built without the guide
    public static Resources of(Sources sources) {
        var resources = new MongoResources(sources);
        return new Resources(resources.all(), resources::entries, resources::canSubscribe);
    }

    private List<Resource> all() {
        return List.of(
                health(),
                guide(),
                family(
                        Place.CONNECTION,
                        label("connection", "Connection", "The databases of a connection."),
                        pages::databases),
                family(
                        Place.DATABASE,
                        label("database", "Database", "The collections of a database."),
                        pages::collections),
                collection(),
                family(
                        Place.SCHEMA,
                        label("schema", "Schema", "What the documents of a collection look like, from a sample."),
                        pages::schema),
                family(Place.INDEXES, label("indexes", "Indexes", "The indexes of a collection."), pages::indexes));
    }

    private Resource health() {
        return Resource.of(
                "nexus://health",
                label("health", "Health", "Which connections work, and why not."),
                (_, call) -> pages.health(call));
    }

    private static Resource guide() {
        var text = Resource.Result.text(Bundled.text(GUIDE).getBytes(UTF_8));
        return Resource.of(
                "nexus://guide/extended-json",
                new Label(
                        "extended-json",
                        "Guide to Extended JSON",
                        "How to write ids, dates and numbers in filters, and which operators are refused.",
                        "text/markdown"),
                (_, _) -> text);
    }

    private Resource collection() {
        var plain = family(
                Place.COLLECTION,
                label("collection", "Collection", "A collection, and where its schema and indexes are."),
                pages::collection);
        return new Resource(
                plain.uri(), plain.label(), plain.reader(), plain.completers(), new CollectionWatcher(sources));
    }

    private Resource family(UriTemplate uri, Label label, Pages.Page page) {
        return new Resource(
                uri, label, (variables, call) -> page.read(Place.of(variables), call), completers(uri), Watcher.NONE);
    }

    private Map<String, Completer> completers(UriTemplate uri) {
        var proposals = new Proposals(sources, "connection");
        var completers = new HashMap<>(Map.of(
                "connection", proposals.connections(),
                "database", proposals.databases(),
                "collection", proposals.collections()));
        completers.keySet().removeIf(variable -> !uri.has(variable));
        return completers;
    }

    private static Label label(String name, String title, String description) {
        return new Label(name, title, description, JSON);
    }

    private boolean canSubscribe() {
        return sources.byName().values().stream()
                .anyMatch(source -> source.changes().areAvailable());
    }

    /// The connections, each followed by those of its databases that can be read now.
    private List<Resource.Entry> entries(Caller caller) {
        var reachable = sources.of(caller);
        var databases = new Directory(reachable).databases();
        var entries = new ArrayList<Resource.Entry>();
        for (var name : reachable.names()) {
            var place = Place.of(name);
            var label = label(name, "Connection " + name, "The databases of the connection " + name + ".");
            entries.add(new Resource.Entry(place.uri(Place.CONNECTION), label));
            databases.getOrDefault(name, List.of()).forEach(database -> entries.add(entry(place.database(database))));
        }
        return entries;
    }

    private static Resource.Entry entry(Place place) {
        var name = place.connection() + "/" + place.database();
        return new Resource.Entry(
                place.uri(Place.DATABASE),
                label(name, "Database " + name, "The collections of the database " + place.database() + "."));
    }
}
