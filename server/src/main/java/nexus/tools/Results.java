package nexus.tools;

import java.util.List;
import java.util.function.Consumer;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.json.JsonPieces;
import nexus.mcp.json.JsonText;
import nexus.mongo.Answer;

/// Turns what a database answered into the result of a tool.
final class Results {
    static final String DOCUMENTS_SCHEMA = """
            {"type":"object","properties":{"documents":{"type":"array","items":{"type":"object"}},\
            "count":{"type":"integer"},"hasMore":{"type":"boolean"},"nextCursor":{"type":"string"},\
            "notes":{"type":"array","items":{"type":"string"}}},"required":["documents","count","hasMore"]}""";
    static final String COUNT_SCHEMA = """
            {"type":"object","properties":{"count":{"type":"integer"},\
            "notes":{"type":"array","items":{"type":"string"}}},"required":["count"]}""";
    static final String DATABASES_SCHEMA = """
            {"type":"object","properties":{"databases":{"type":"array","items":{"type":"object"}}},"required":["databases"]}""";
    static final String COLLECTIONS_SCHEMA = """
            {"type":"object","properties":{"collections":{"type":"array","items":{"type":"object"}}},"required":["collections"]}""";

    private Results() {}

    /// @param source what was asked
    static ToolResult of(Answer answer, Sources.Source source) {
        return switch (answer) {
            case Answer.Documents documents -> documents(documents);
            case Answer.Count count ->
                ToolResult.done(counted(count.count(), "document") + sentences(count.notes()), countJson(count));
            case Answer.Databases(var databases) ->
                ToolResult.done(counted(databases.size(), "database"), databasesJson(databases));
            case Answer.Collections(var collections) ->
                ToolResult.done(counted(collections.size(), "collection"), collectionsJson(collections));
            case Answer.Schema schema ->
                ToolResult.done(counted(schema.sampled(), "document") + " sampled", schema.json());
            case Answer.Indexes indexes -> ToolResult.done(counted(indexes.count(), "index"), indexes.json());
            case Answer.Refused(var reason) -> new ToolResult.Refused(reason);
            case Answer.Failed failed -> new ToolResult.Refused(source.sentence(failed));
        };
    }

    private static ToolResult documents(Answer.Documents found) {
        var summary = counted(found.count(), "document") + sentences(found.notes());
        var rest = new JsonText(256).raw(",\"count\":" + found.count() + ",\"hasMore\":" + found.hasMore());
        found.next().ifPresent(cursor -> rest.raw(",\"nextCursor\":\"" + cursor + "\""));
        var json = new JsonPieces().raw("{\"documents\":");
        found.json().forEach(json::raw);
        json.raw(notes(rest, found.notes()).raw("}").bytes());
        return ToolResult.done(summary, json);
    }

    private static byte[] countJson(Answer.Count count) {
        return notes(new JsonText(64).raw("{\"count\":" + count.count()), count.notes())
                .raw("}")
                .bytes();
    }

    private static byte[] databasesJson(List<Answer.Database> databases) {
        var json = new JsonText(1024).raw("{\"databases\":");
        return array(
                        json,
                        databases,
                        database -> json.raw("{\"name\":")
                                .string(database.name())
                                .raw(",\"sizeBytes\":" + database.bytes() + "}"))
                .raw("}")
                .bytes();
    }

    private static byte[] collectionsJson(List<Answer.Collection> collections) {
        var json = new JsonText(1024).raw("{\"collections\":");
        return array(
                        json,
                        collections,
                        collection -> json.raw("{\"name\":")
                                .string(collection.name())
                                .raw(",\"type\":")
                                .string(collection.type())
                                .raw("}"))
                .raw("}")
                .bytes();
    }

    private static JsonText notes(JsonText json, List<String> notes) {
        return notes.isEmpty() ? json : array(json.raw(",\"notes\":"), notes, json::string);
    }

    /// Writes a JSON array.
    static <T> JsonText array(JsonText json, List<T> items, Consumer<T> writer) {
        var separator = "[";
        for (var item : items) {
            json.raw(separator);
            writer.accept(item);
            separator = ",";
        }
        return json.raw(items.isEmpty() ? "[]" : "]");
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String sentences(List<String> notes) {
        return notes.isEmpty() ? "" : ". " + String.join(" ", notes);
    }
}
