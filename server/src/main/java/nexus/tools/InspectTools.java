package nexus.tools;

import static nexus.mcp.catalog.Argument.choice;
import static nexus.mcp.catalog.Argument.jsonList;
import static nexus.mcp.catalog.Argument.whole;
import static nexus.tools.ReadTools.COLLECTION;
import static nexus.tools.ReadTools.DATABASE;

import java.util.List;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mongo.Explain;
import nexus.mongo.Sample;

/// The tools that tell how documents are kept and queries run.
final class InspectTools {
    private static final int PRESET_SAMPLE = 50;
    private static final int LARGEST_SAMPLE = 1_000;
    private static final String PLAN_ONLY = "queryPlanner";
    private static final Argument METHOD =
            jsonList("method", "One object: name (find, aggregate or count) and arguments, those of that tool.");
    private static final Argument VERBOSITY = choice(
            "verbosity",
            List.of(PLAN_ONLY, "executionStats", "allPlansExecution"),
            "All but the first, the default, run the query.");

    private InspectTools() {}

    static List<Tool> ofCollections(Sources sources) {
        return List.of(explain(sources), schema(sources), indexes(sources));
    }

    static List<Tool> ofServers(Sources sources) {
        return List.of(connections(sources), databaseStats(sources), collectionSize(sources));
    }

    private static Tool explain(Sources sources) {
        return new Tool(
                "explain",
                "Explain a query",
                "Tells how MongoDB would run a query, and by which index.",
                List.of(DATABASE, COLLECTION, METHOD, VERBOSITY, Sources.CONNECTION),
                Results.UNSAID,
                (arguments, call) -> sources.ask(
                        arguments, call, reader -> reader.inspector().explain(explainOf(arguments))));
    }

    private static Explain explainOf(Arguments arguments) {
        var verbosity = arguments.text("verbosity");
        return new Explain(
                arguments.text("database"),
                arguments.text("collection"),
                arguments.json("method"),
                verbosity.isEmpty() ? PLAN_ONLY : verbosity);
    }

    private static Tool schema(Sources sources) {
        return new Tool(
                "collection-schema",
                "Collection schema",
                "Tells the fields of a collection from a sample: types, presence from 0 to 1, examples.",
                List.of(
                        DATABASE,
                        COLLECTION,
                        whole("sampleSize", 1, LARGEST_SAMPLE, "Documents to look at; 50 when left out."),
                        Sources.CONNECTION),
                Results.listSchema("fields"),
                (arguments, call) -> sources.ask(
                        arguments,
                        call,
                        reader ->
                                reader.schema(new Sample(arguments.text("database"), arguments.text("collection"), (int)
                                        arguments.whole("sampleSize", PRESET_SAMPLE)))));
    }

    private static Tool indexes(Sources sources) {
        return new Tool(
                "collection-indexes",
                "Collection indexes",
                "Lists the indexes of a collection.",
                List.of(DATABASE, COLLECTION, Sources.CONNECTION),
                Results.listSchema("indexes"),
                (arguments, call) -> sources.ask(
                        arguments,
                        call,
                        reader -> reader.indexes(arguments.text("database"), arguments.text("collection"))));
    }

    private static Tool connections(Sources sources) {
        return new Tool(
                "list-connections",
                "List connections",
                "Lists the connections, and whether they work and may be written.",
                List.of(),
                Results.listSchema("connections"),
                (_, call) -> connections(sources.of(call.caller())));
    }

    private static ToolResult connections(Reachable sources) {
        int count = sources.names().size();
        return ToolResult.done(count + " connections", Listings.connections(sources))
                .counting(count);
    }

    private static Tool databaseStats(Sources sources) {
        return new Tool(
                "db-stats",
                "Database statistics",
                "Tells how much a database holds.",
                List.of(DATABASE, Sources.CONNECTION),
                Results.UNSAID,
                (arguments, call) -> sources.ask(
                        arguments, call, reader -> reader.inspector().databaseStats(arguments.text("database"))));
    }

    private static Tool collectionSize(Sources sources) {
        return new Tool(
                "collection-storage-size",
                "Collection size",
                "Tells how much a collection and its indexes hold.",
                List.of(DATABASE, COLLECTION, Sources.CONNECTION),
                Results.UNSAID,
                (arguments, call) -> sources.ask(
                        arguments,
                        call,
                        reader -> reader.inspector()
                                .collectionStats(arguments.text("database"), arguments.text("collection"))));
    }
}
