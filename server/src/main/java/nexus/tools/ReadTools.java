package nexus.tools;

import static nexus.mcp.catalog.Argument.json;
import static nexus.mcp.catalog.Argument.jsonList;
import static nexus.mcp.catalog.Argument.text;
import static nexus.mcp.catalog.Argument.whole;

import java.util.List;
import java.util.stream.Stream;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Tool;
import nexus.mongo.Aggregate;
import nexus.mongo.Count;
import nexus.mongo.Distinct;
import nexus.mongo.Find;

/// The tools that only read. Names and arguments are those of MongoDB's own MCP server where it has them, so that
/// prompts written for it go on working.
public final class ReadTools {
    private static final int PRESET_LIMIT = 10;
    private static final int MOST_DOCUMENTS = 100_000;
    private static final int FEWEST_BYTES = 1 << 10;
    private static final int MOST_BYTES = 128 << 20;

    static final Argument DATABASE = text("database", "");
    static final Argument COLLECTION = text("collection", "");
    static final Argument BYTES = whole("responseBytesLimit", FEWEST_BYTES, MOST_BYTES, "Most bytes of JSON.");

    private ReadTools() {}

    /// All of them, in the order in which they are listed.
    public static List<Tool> all(Sources sources) {
        return Stream.of(
                        List.of(find(sources), aggregate(sources), count(sources), distinct(sources)),
                        InspectTools.ofCollections(sources),
                        List.of(listDatabases(sources), listCollections(sources)),
                        InspectTools.ofServers(sources),
                        ServerTools.all(sources))
                .flatMap(List::stream)
                .toList();
    }

    private static Tool find(Sources sources) {
        return new Tool(
                "find",
                "Find documents",
                "Finds the documents of a collection that match a filter. Values are Extended JSON:"
                        + " {\"$oid\":\"…\"}, {\"$date\":\"2025-01-31T00:00:00Z\"}, {\"$numberDecimal\":\"9.99\"}."
                        + " hasMore tells whether more match; go on with nextCursor.",
                List.of(
                        DATABASE,
                        COLLECTION,
                        json("filter", "MongoDB query; all when left out."),
                        json("projection", "Fields to return or omit."),
                        json("sort", "Sort order, such as {\"orderedAt\":-1}."),
                        whole(
                                "limit",
                                1,
                                MOST_DOCUMENTS,
                                "Most documents; 10 when left out, capped by the connection."),
                        whole("skip", 0, Integer.MAX_VALUE, "Matches to pass over."),
                        BYTES,
                        Paging.CURSOR,
                        Sources.CONNECTION),
                Results.listSchema("documents"),
                Paging.pages(sources, (reader, arguments, after) -> reader.find(findOf(arguments, after))));
    }

    private static Find findOf(Arguments arguments, String after) {
        return new Find(
                arguments.text("database"),
                arguments.text("collection"),
                arguments.json("filter"),
                arguments.json("projection"),
                arguments.json("sort"),
                (int) arguments.whole("skip", 0),
                (int) arguments.whole("limit", PRESET_LIMIT),
                arguments.whole("responseBytesLimit", 0),
                after);
    }

    private static Tool aggregate(Sources sources) {
        return new Tool(
                "aggregate",
                "Run an aggregation",
                "Runs an aggregation pipeline on a collection. Stages that write or run code are refused."
                        + " Values are Extended JSON. End with $limit, or with $group to let MongoDB do the sums.",
                List.of(
                        DATABASE,
                        COLLECTION,
                        jsonList("pipeline", "The stages, such as [{\"$match\":{…}},{\"$group\":{…}}]."),
                        BYTES,
                        Paging.CURSOR,
                        Sources.CONNECTION),
                Results.listSchema("documents"),
                Paging.pages(sources, (reader, arguments, after) -> reader.aggregate(aggregateOf(arguments, after))));
    }

    private static Aggregate aggregateOf(Arguments arguments, String after) {
        return new Aggregate(
                arguments.text("database"),
                arguments.text("collection"),
                arguments.json("pipeline"),
                0,
                arguments.whole("responseBytesLimit", 0),
                after);
    }

    private static Tool count(Sources sources) {
        return new Tool(
                "count",
                "Count documents",
                "Counts the documents of a collection that match a query.",
                List.of(DATABASE, COLLECTION, json("query", "MongoDB query; all when left out."), Sources.CONNECTION),
                Results.COUNT_SCHEMA,
                (arguments, call) -> sources.ask(
                        arguments,
                        call,
                        reader -> reader.count(new Count(
                                arguments.text("database"), arguments.text("collection"), arguments.json("query")))));
    }

    private static Tool distinct(Sources sources) {
        return new Tool(
                "distinct",
                "Distinct values",
                "Lists the different values of a field.",
                List.of(
                        DATABASE,
                        COLLECTION,
                        text("field", "Dotted name of the field."),
                        json("filter", "MongoDB query."),
                        BYTES,
                        Sources.CONNECTION),
                Results.listSchema("values"),
                (arguments, call) -> sources.ask(arguments, call, reader -> reader.distinct(distinctOf(arguments))));
    }

    private static Distinct distinctOf(Arguments arguments) {
        return new Distinct(
                arguments.text("database"),
                arguments.text("collection"),
                arguments.text("field"),
                arguments.json("filter"),
                arguments.whole("responseBytesLimit", 0));
    }

    private static Tool listDatabases(Sources sources) {
        return new Tool(
                "list-databases",
                "List databases",
                "Lists the databases that can be read, with their sizes.",
                List.of(Sources.CONNECTION),
                Results.listSchema("databases"),
                (arguments, call) -> sources.ask(arguments, call, reader -> reader.listDatabases()));
    }

    private static Tool listCollections(Sources sources) {
        return new Tool(
                "list-collections",
                "List collections",
                "Lists the collections and views of a database.",
                List.of(DATABASE, Sources.CONNECTION),
                Results.listSchema("collections"),
                (arguments, call) ->
                        sources.ask(arguments, call, reader -> reader.listCollections(arguments.text("database"))));
    }
}
