package nexus.tools;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.json.JsonPieces;
import nexus.mcp.json.JsonText;
import nexus.mongo.Answer;

/// Turns what a database answered into the result of a tool.
final class Results {
    static final String COUNT_SCHEMA = schema("count", "integer");
    /// An object, of which the list of tools need not say more: models read the answer itself.
    static final String UNSAID = "";

    private Results() {}

    /// The schema of a result that holds a list. Models pay for every byte of the list of tools, so it names what is
    /// always there, and nothing that the answer tells by itself.
    static String listSchema(String name) {
        return schema(name, "array");
    }

    private static String schema(String name, String type) {
        return "{\"type\":\"object\",\"properties\":{\"" + name + "\":{\"type\":\"" + type + "\"}},\"required\":[\""
                + name + "\"]}";
    }

    /// @param source what was asked
    static ToolResult of(Answer answer, Sources.Source source) {
        return switch (answer) {
            case Answer.Documents documents -> documents(documents);
            case Answer.Count count ->
                ToolResult.done(counted(count.count(), "document") + sentences(count.notes()), countJson(count));
            case Answer.Databases(var databases) ->
                ToolResult.done(counted(databases.size(), "database"), databasesJson(databases))
                        .counting(databases.size());
            case Answer.Collections(var collections) ->
                ToolResult.done(counted(collections.size(), "collection"), collectionsJson(collections))
                        .counting(collections.size());
            case Answer.Schema schema ->
                ToolResult.done(counted(schema.sampled(), "document") + " sampled", schema.json());
            case Answer.Indexes indexes ->
                ToolResult.done(indexes.count() == 1 ? "1 index" : indexes.count() + " indexes", indexesJson(indexes));
            case Answer.Listed listed -> listed(listed.name(), listed.items());
            case Answer.Facts facts -> ToolResult.done(facts.summary() + sentences(facts.notes()), factsJson(facts));
            case Answer.Refused(var reason) -> new ToolResult.Refused(reason);
            case Answer.Failed failed -> new ToolResult.Refused(source.sentence(failed));
        };
    }

    private static ToolResult documents(Answer.Documents found) {
        return array("documents", found, counted(found.count(), "document"));
    }

    private static ToolResult listed(String name, Answer.Documents items) {
        return array(name, items, items.count() + " " + name);
    }

    private static ToolResult array(String name, Answer.Documents found, String summary) {
        var rest = new JsonText(256).raw(",\"count\":" + found.count() + ",\"hasMore\":" + found.hasMore());
        found.next().ifPresent(cursor -> rest.raw(",\"nextCursor\":\"" + cursor + "\""));
        var json = new JsonPieces().raw("{\"" + name + "\":");
        found.json().forEach(json::raw);
        json.raw(notes(rest, found.notes()).raw("}").bytes());
        return ToolResult.done(summary + sentences(found.notes()), json).counting(found.count());
    }

    private static byte[] indexesJson(Answer.Indexes indexes) {
        return new JsonText(1024)
                .raw("{\"indexes\":")
                .raw(indexes.json())
                .raw(",\"count\":" + indexes.count() + "}")
                .bytes();
    }

    private static byte[] factsJson(Answer.Facts facts) {
        var json = facts.json();
        if (facts.notes().isEmpty()) return json;
        var open = new JsonText(json.length + 256).raw(Arrays.copyOf(json, json.length - 1));
        return notes(open, facts.notes()).raw("}").bytes();
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
