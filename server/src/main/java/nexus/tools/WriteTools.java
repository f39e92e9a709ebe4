package nexus.tools;

import static nexus.mcp.catalog.Argument.flag;
import static nexus.mcp.catalog.Argument.json;
import static nexus.mcp.catalog.Argument.jsonList;
import static nexus.mcp.catalog.Argument.text;

import java.util.ArrayList;
import java.util.List;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Effect;
import nexus.mcp.catalog.Right;
import nexus.mcp.catalog.Tool;
import nexus.mongo.Deed;

/// The tools that change data. Names and arguments are those of MongoDB's own MCP server where it has them.
public final class WriteTools {
    private static final Argument DATABASE = text("database", "Its name.");
    private static final Argument COLLECTION = text("collection", "Its name.");
    private static final Argument FILTER = json("filter", "MongoDB query; an empty one needs all.");
    private static final Argument ALL = flag("all", "true with an empty filter: every document is meant.");
    private static final Argument UPSERT = flag("upsert", "Insert a document where none matches.");
    private static final Argument UPDATE = json("update", "Update operators, such as {\"$set\":{…}}.");
    private static final Argument PIPELINE =
            jsonList("pipeline", "In place of update: an update pipeline.").optional();
    private static final Argument ARRAY_FILTERS =
            jsonList("arrayFilters", "Filters for $[name] in update.").optional();

    private final Sources sources;

    private WriteTools(Sources sources) {
        this.sources = sources;
    }

    /// All of them, in the order in which they are listed; none where no connection takes writes.
    public static List<Tool> all(Sources sources) {
        return sources.takeWrites() ? every(sources) : List.of();
    }

    /// The same, whether they can be used or not.
    static List<Tool> every(Sources sources) {
        var tools = new WriteTools(sources);
        return List.of(
                tools.insertMany(),
                tools.document(
                        Deed.UPDATE_ONE, "Update one document", "Updates the first document that matches.", updating()),
                tools.document(Deed.UPDATE_MANY, "Update documents", "Updates all documents that match.", updating()),
                tools.replaceOne(),
                tools.document(
                        Deed.DELETE_ONE,
                        "Delete one document",
                        "Deletes the first document that matches.",
                        List.of(FILTER, ALL)),
                tools.document(
                        Deed.DELETE_MANY,
                        "Delete documents",
                        "Deletes all documents that match.",
                        List.of(FILTER, ALL)),
                tools.findAndModify(),
                tools.bulkWrite(),
                tools.createCollection(),
                tools.createIndex(),
                tools.dropIndex(),
                tools.renameCollection(),
                tools.dropCollection(),
                tools.dropDatabase());
    }

    private static List<Argument> updating() {
        return List.of(FILTER, UPDATE, PIPELINE, UPSERT, ARRAY_FILTERS, ALL);
    }

    private Tool insertMany() {
        return tool(
                new Form(Deed.INSERT_MANY, Right.WRITE, Effect.ADDS),
                "Insert documents",
                "Inserts documents into a collection.",
                List.of(jsonList("documents", "The documents, in Extended JSON.")));
    }

    private Tool replaceOne() {
        var replacement = new Argument("replacement", new Argument.Type.Json(), true, "The new document.", "");
        return document(
                Deed.REPLACE_ONE,
                "Replace one document",
                "Replaces the first document that matches by another.",
                List.of(FILTER, replacement, UPSERT, ALL));
    }

    private Tool findAndModify() {
        return document(
                Deed.FIND_AND_MODIFY,
                "Change one document and return it",
                "Updates or removes the first document that matches, and returns it.",
                List.of(
                        FILTER,
                        UPDATE,
                        PIPELINE,
                        flag("remove", "Remove it instead."),
                        flag("returnNew", "Return it as it is after the update."),
                        json("sort", "Which of several is the first."),
                        json("projection", "Fields to return or omit."),
                        UPSERT,
                        ARRAY_FILTERS,
                        ALL));
    }

    private Tool bulkWrite() {
        return document(
                Deed.BULK_WRITE,
                "Write in bulk",
                "Makes several writes to a collection in one call.",
                List.of(
                        jsonList(
                                "operations",
                                "Each {\"insertOne\":{\"document\":…}}, or updateOne, updateMany, replaceOne, deleteOne"
                                        + " or deleteMany with the arguments of that tool."),
                        flag("ordered", "false: go on after a failure. Left out: stop.")));
    }

    private Tool createCollection() {
        return tool(adding(Deed.CREATE_COLLECTION), "Create a collection", "Creates a collection.", List.of());
    }

    private Tool createIndex() {
        return tool(
                adding(Deed.CREATE_INDEX),
                "Create an index",
                "Creates an index on a collection.",
                List.of(
                        text("name", "Name of the index.").optional(),
                        jsonList(
                                "definition",
                                "One index: [{\"keys\":{\"status\":1},\"unique\":true}]; also sparse, hidden,"
                                        + " partialFilterExpression.")));
    }

    private Tool dropIndex() {
        return tool(
                settling(Deed.DROP_INDEX),
                "Drop an index",
                "Drops an index of a collection.",
                List.of(text("indexName", "Name of the index.")));
    }

    private Tool renameCollection() {
        return tool(
                settling(Deed.RENAME_COLLECTION),
                "Rename a collection",
                "Renames a collection within its database.",
                List.of(
                        text("newName", "Its new name."),
                        flag("dropTarget", "Drop the collection that has this name now.")));
    }

    private Tool dropCollection() {
        return tool(
                settling(Deed.DROP_COLLECTION),
                "Drop a collection",
                "Drops a collection with all its documents.",
                List.of());
    }

    private Tool dropDatabase() {
        return tool(
                settling(Deed.DROP_DATABASE),
                "Drop a database",
                "Drops a database with all its collections.",
                List.of());
    }

    private Tool document(Deed deed, String title, String description, List<Argument> own) {
        return tool(new Form(deed, Right.WRITE, Effect.CHANGES), title, description, own);
    }

    /// What a tool does, and who may call it.
    private record Form(Deed deed, Right right, Effect effect) {
        boolean asks() {
            return effect != Effect.ADDS;
        }
    }

    private static Form adding(Deed deed) {
        return new Form(deed, Right.ADMIN, Effect.ADDS);
    }

    private static Form settling(Deed deed) {
        return new Form(deed, Right.ADMIN, Effect.SETTLES);
    }

    private Tool tool(Form form, String title, String description, List<Argument> own) {
        var arguments = new ArrayList<>(List.of(DATABASE));
        if (form.deed() != Deed.DROP_DATABASE) arguments.add(COLLECTION);
        arguments.addAll(own);
        arguments.add(Sources.CONNECTION);
        if (form.asks()) arguments.add(Argument.confirm());
        var names = own.stream().map(Argument::name).toList();
        return new Tool(
                form.deed().word(),
                title,
                description,
                arguments,
                "",
                form.right(),
                form.effect(),
                new Writes(sources, form.deed(), names, form.asks()));
    }
}
