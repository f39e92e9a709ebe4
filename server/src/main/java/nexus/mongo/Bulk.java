package nexus.mongo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;

/// The operations of a `bulk-write`: each an object with one key, such as `{"deleteOne": {"filter": {…}}}`.
///
/// @param most operations at once
record Bulk(Change change, Gate gate, int most) {
    /// Each is counted before it is made.
    private static final int MOST_MANY = 20;

    private static final Set<String> KINDS =
            Set.of("insertOne", "updateOne", "updateMany", "replaceOne", "deleteOne", "deleteMany");

    Edit edit(Terms terms) {
        var isOrdered = terms.values().getBoolean("ordered", BsonBoolean.TRUE).getValue();
        var operations = terms.array("operations");
        if (operations.isEmpty()) throw new Refusal("operations is empty: say what to write");
        if (operations.size() > most) {
            throw new Refusal("operations has " + operations.size() + " elements: at most " + most
                    + " are taken at once (limits.affected)");
        }
        var statements = new ArrayList<Statement>();
        for (int i = 0; i < operations.size(); i++) {
            var here = Path.of("operations").at(i);
            if (!(operations.get(i) instanceof BsonDocument operation) || operation.size() != 1) {
                throw new Refusal(here + " must be an object with one key of " + kinds());
            }
            statements.add(statement(operation, here));
        }
        var reaches = statements.stream()
                .map(Statement::reach)
                .flatMap(Optional::stream)
                .toList();
        if (reaches.stream().filter(Edit.Reach::isMany).count() > MOST_MANY) {
            throw new Refusal("operations: at most " + MOST_MANY + " updateMany and deleteMany are taken at once");
        }
        var groups = isOrdered ? inOrder(statements) : byKind(statements);
        var writes = groups.stream()
                .map(group -> Statement.write(change, group, isOrdered))
                .toList();
        return new Edit(change, writes, reaches, isOrdered);
    }

    private Statement statement(BsonDocument operation, Path path) {
        var kind = operation.getFirstKey();
        var here = path.at(kind);
        if (!KINDS.contains(kind)) throw new Refusal(here + " is not known; there are " + kinds());
        if (!operation.isDocument(kind)) throw new Refusal(here + " must be an object");
        var terms = new Terms(operation.getDocument(kind), here);
        return switch (kind) {
            case "insertOne" -> insert(terms);
            case "updateOne" -> Statement.update(terms, gate, false);
            case "updateMany" -> Statement.update(terms, gate, true);
            case "replaceOne" -> Statement.replace(terms, gate);
            case "deleteOne" -> Statement.delete(terms, gate, false);
            default -> Statement.delete(terms, gate, true);
        };
    }

    private Statement insert(Terms terms) {
        terms.allow(Set.of("document"));
        gate.mayAdd("insert documents");
        return Statement.insert(terms.needed("document"), terms.path("document"));
    }

    private static String kinds() {
        return String.join(", ", KINDS.stream().sorted().toList());
    }

    /// Neighbours of one kind go together, so that the order stays.
    private static List<List<Statement>> inOrder(List<Statement> statements) {
        var groups = new ArrayList<List<Statement>>();
        var last = "";
        for (var statement : statements) {
            if (!statement.command().equals(last)) groups.add(new ArrayList<>());
            groups.getLast().add(statement);
            last = statement.command();
        }
        return groups;
    }

    private static List<List<Statement>> byKind(List<Statement> statements) {
        var groups = new LinkedHashMap<String, List<Statement>>();
        statements.forEach(statement -> groups.computeIfAbsent(statement.command(), _ -> new ArrayList<>())
                .add(statement));
        return List.copyOf(groups.values());
    }
}
