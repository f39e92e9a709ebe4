package nexus.mongo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/// One element of a command that writes documents.
///
/// @param command `insert`, `update` or `delete`
/// @param body    a document to insert, or a statement as the command takes it
/// @param reach   which documents it would touch; nothing for an insert
record Statement(String command, BsonDocument body, Optional<Edit.Reach> reach) {
    private static final Map<String, String> LISTS =
            Map.of("insert", "documents", "update", "updates", "delete", "deletes");

    static Statement insert(BsonDocument document, Path path) {
        UpdateRules.stored(document, path);
        return new Statement("insert", document, Optional.empty());
    }

    static Statement update(Terms terms, Gate gate, boolean isMany) {
        terms.allow(Set.of("filter", "update", "pipeline", "upsert", "arrayFilters", "all"));
        var update = terms.update();
        UpdateRules.update(update, terms.path(terms.has("pipeline") ? "pipeline" : "update"));
        gate.mayChange(update);
        var body = updating(terms, gate).append("u", update).append("multi", BsonBoolean.valueOf(isMany));
        var filters = arrayFilters(terms);
        if (!filters.isEmpty()) body.append("arrayFilters", filters);
        return reaching("update", body, isMany);
    }

    static BsonArray arrayFilters(Terms terms) {
        var filters = terms.array("arrayFilters");
        for (int i = 0; i < filters.size(); i++) {
            var here = terms.path("arrayFilters").at(i);
            if (!filters.get(i).isDocument()) throw new Refusal(here + " must be a filter");
            QueryRules.filter(filters.get(i).asDocument(), here);
        }
        return filters;
    }

    static Statement replace(Terms terms, Gate gate) {
        terms.allow(Set.of("filter", "replacement", "upsert", "all"));
        gate.mayAdd("replace documents");
        var replacement = terms.needed("replacement");
        UpdateRules.stored(replacement, terms.path("replacement"));
        return reaching("update", updating(terms, gate).append("u", replacement), false);
    }

    static Statement delete(Terms terms, Gate gate, boolean isMany) {
        terms.allow(Set.of("filter", "all"));
        var body = new BsonDocument("q", filter(terms, gate)).append("limit", new BsonInt32(isMany ? 0 : 1));
        return reaching("delete", body, isMany);
    }

    private static BsonDocument updating(Terms terms, Gate gate) {
        var body = new BsonDocument("q", filter(terms, gate));
        if (!terms.isTrue("upsert")) return body;
        gate.mayAdd("upsert documents");
        return body.append("upsert", BsonBoolean.TRUE);
    }

    private static Statement reaching(String command, BsonDocument body, boolean isMany) {
        var reach = new Edit.Reach(body.getDocument("q"), isMany, body.containsKey("upsert"));
        return new Statement(command, body, Optional.of(reach));
    }

    /// The filter of a change: an empty one only where that was said in so many words.
    static BsonDocument filter(Terms terms, Gate gate) {
        var filter = new ShellForms().document(terms.document("filter"));
        var isAll = terms.isTrue("all");
        if (filter.isEmpty() && !isAll) {
            throw new Refusal(terms.path("filter")
                    + " is empty and would match every document: name the documents, or send \"all\": true");
        }
        if (!filter.isEmpty() && isAll) {
            throw new Refusal(terms.path("all") + " goes with an empty filter only: leave out one of both");
        }
        QueryRules.filter(filter, terms.path("filter"));
        return gate.narrowed(filter);
    }

    /// A command of statements of one kind.
    static Write write(Change change, List<Statement> statements, boolean isOrdered) {
        var command = statements.getFirst().command();
        var bodies = new BsonArray(statements.stream().map(Statement::body).toList());
        return new Write(
                change.database(),
                new BsonDocument(command, new org.bson.BsonString(change.collection()))
                        .append(LISTS.getOrDefault(command, ""), bodies)
                        .append("ordered", BsonBoolean.valueOf(isOrdered)));
    }
}
