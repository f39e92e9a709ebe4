package nexus.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nexus.mongo.view.View;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// Makes of a change the commands that make it, if it keeps the rules and the caller may make it.
///
/// @param view what the caller may see
/// @param most documents at once
record Planner(View view, int most) {
    /// @throws Refusal if the change is not to be made
    Edit edit(Change change) {
        Names.database(change.database());
        if (change.deed() != Deed.DROP_DATABASE) Names.collection(change.collection(), "collection");
        var terms = new Terms(Arguments.all(change.terms()), null);
        return switch (change.deed()) {
            case INSERT_MANY -> insert(change, terms);
            case UPDATE_ONE -> one(change, Statement.update(terms, gate(change), false));
            case UPDATE_MANY -> one(change, Statement.update(terms, gate(change), true));
            case REPLACE_ONE -> one(change, Statement.replace(terms, gate(change)));
            case DELETE_ONE -> one(change, Statement.delete(terms, gate(change), false));
            case DELETE_MANY -> one(change, Statement.delete(terms, gate(change), true));
            case FIND_AND_MODIFY -> findAndModify(change, terms);
            case BULK_WRITE -> new Bulk(change, gate(change), most).edit(terms);
            case CREATE_COLLECTION -> new Management(view).create(change);
            case CREATE_INDEX -> new Management(view).createIndex(change, terms);
            case DROP_INDEX -> new Management(view).dropIndex(change, terms);
            case RENAME_COLLECTION -> new Management(view).rename(change, terms);
            case DROP_COLLECTION -> new Management(view).drop(change);
            case DROP_DATABASE -> new Management(view).dropDatabase(change);
        };
    }

    private Gate gate(Change change) {
        return Gate.documents(view, change);
    }

    private static Edit one(Change change, Statement statement) {
        var reaches = statement.reach().stream().toList();
        return new Edit(change, List.of(Statement.write(change, List.of(statement), true)), reaches, true);
    }

    private Edit insert(Change change, Terms terms) {
        gate(change).mayAdd("insert documents");
        var documents = terms.array("documents");
        if (documents.isEmpty()) throw new Refusal("documents is empty: send at least one");
        if (documents.size() > most) {
            throw new Refusal("documents has " + documents.size() + " elements: at most " + most
                    + " are taken at once (limits.affected)");
        }
        var statements = new ArrayList<Statement>();
        for (int i = 0; i < documents.size(); i++) {
            var here = Path.of("documents").at(i);
            if (!documents.get(i).isDocument()) throw new Refusal(here + " must be an object");
            statements.add(Statement.insert(documents.get(i).asDocument(), here));
        }
        return Edit.of(change, Statement.write(change, statements, true).withIds());
    }

    private Edit findAndModify(Change change, Terms terms) {
        var gate = gate(change);
        var filter = Statement.filter(terms, gate);
        var command = new BsonDocument("findAndModify", new BsonString(change.collection())).append("query", filter);
        terms.allow(Set.of(
                "filter",
                "update",
                "pipeline",
                "remove",
                "returnNew",
                "sort",
                "projection",
                "upsert",
                "arrayFilters",
                "all"));
        QueryRules.sort(terms.document("sort"), Path.of("sort"));
        QueryRules.projection(terms.document("projection"), Path.of("projection"));
        if (terms.has("sort")) command.append("sort", terms.document("sort"));
        if (terms.has("projection")) command.append("fields", terms.document("projection"));
        if (terms.isTrue("remove")) remove(command, terms);
        else update(command, terms, gate);
        var reach = new Edit.Reach(filter, false, terms.isTrue("upsert"));
        return new Edit(change, List.of(new Write(change.database(), command)), List.of(reach), true);
    }

    private static void remove(BsonDocument command, Terms terms) {
        Stream.of("update", "pipeline", "returnNew", "upsert", "arrayFilters")
                .filter(terms::has)
                .findFirst()
                .ifPresent(key -> {
                    throw new Refusal(key + " does not go with remove: leave out one of both");
                });
        command.append("remove", BsonBoolean.TRUE);
    }

    /// The rules and the gate are those of an update of one document.
    private static void update(BsonDocument command, Terms terms, Gate gate) {
        var own = new BsonDocument();
        for (var key : List.of("filter", "update", "pipeline", "upsert", "arrayFilters", "all"))
            if (terms.has(key)) own.append(key, terms.values().get(key));
        var body = Statement.update(new Terms(own, null), gate, false).body();
        command.append("update", body.get("u", new BsonInt32(0)));
        if (body.containsKey("upsert")) command.append("upsert", BsonBoolean.TRUE);
        if (body.containsKey("arrayFilters")) command.append("arrayFilters", body.getArray("arrayFilters"));
        if (terms.isTrue("returnNew")) command.append("new", BsonBoolean.TRUE);
    }
}
