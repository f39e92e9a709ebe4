package nexus.mongo;

import java.util.ArrayList;
import java.util.List;
import nexus.mongo.view.View;
import org.bson.BsonDocument;

/// Looks at what a change would touch, at the primary. Each answer is an [Answer.Count] whose notes say it to a person.
///
/// @param limits bound the documents, and the time of all counts together
/// @param view   of the caller: names and values that it may not know are not told
record Previewer(Primary primary, Operations operations, Namespaces namespaces, Limits limits, View view) {
    private static final int LONGEST_TERMS = 600;

    private int most() {
        return limits.affected();
    }

    Answer of(Edit edit) {
        var operation = operations.named("preview", edit.change().target());
        return operations.run(operation, () -> {
            try {
                return look(edit, operation);
            } catch (Refusal refusal) {
                return new Answer.Refused(refusal.reason());
            }
        });
    }

    private Answer look(Edit edit, Operation operation) {
        var change = edit.change();
        return switch (change.deed()) {
            case INSERT_MANY, CREATE_COLLECTION, CREATE_INDEX -> new Answer.Count(0, List.of());
            case UPDATE_ONE, UPDATE_MANY, REPLACE_ONE, DELETE_ONE, DELETE_MANY, FIND_AND_MODIFY ->
                documents(edit, operation);
            case BULK_WRITE -> bulk(edit, operation);
            case DROP_INDEX, RENAME_COLLECTION, DROP_COLLECTION, DROP_DATABASE ->
                new StructurePreviewer(primary, namespaces, view).look(edit, operation);
        };
    }

    private Answer documents(Edit edit, Operation operation) {
        var change = edit.change();
        var reach = edit.reaches().getFirst();
        long matching = primary.count(change, reach.filter(), most(), operation);
        if (matching == 0 && !reach.mayAdd()) return nothing(change, reach.filter());
        if (reach.isMany() && matching > most()) throw tooMany("more than " + most() + " documents");
        long affected = reach.isMany() ? matching : Math.min(matching, 1);
        var words = "This would " + verb(edit) + " " + Primary.counted(affected) + of(reach, matching) + " of "
                + change.target() + (matching == 0 ? ", and so insert one" : "") + ". Arguments: " + terms(change)
                + "." + taken(change) + primary.sample(edit, reach.filter(), operation);
        return new Answer.Count(affected, List.of(words));
    }

    private String of(Edit.Reach reach, long matching) {
        if (reach.isMany() || matching <= 1) return "";
        return ", the first of " + (matching > most() ? "more than " + most() : matching) + " that match,";
    }

    private static String verb(Edit edit) {
        var isRemoval = edit.writes().getFirst().command().containsKey("remove");
        return isRemoval ? Deed.DELETE_ONE.verb() : edit.change().deed().verb();
    }

    private static String taken(Change change) {
        var shell = new ShellForms();
        var terms = new Terms(Arguments.all(change.terms()), null);
        var _ = shell.document(terms.document("filter"));
        return shell.notes().isEmpty() ? "" : " " + String.join(" ", shell.notes());
    }

    private Refusal tooMany(String found) {
        return new Refusal("it would affect " + found + ", and the connection allows " + most()
                + " at once (limits.affected): narrow the filter");
    }

    private Answer nothing(Change change, BsonDocument filter) {
        var reasons = new ArrayList<>(List.of("no document of " + change.target() + " matches: nothing was done."));
        if (view.isWhole()) {
            reasons.addAll(namespaces.missing(change.database(), change.collection()));
            reasons.addAll(Hints.of(filter));
        }
        return new Answer.Refused(String.join(" ", reasons));
    }

    private Answer bulk(Edit edit, Operation operation) {
        var change = edit.change();
        long affected =
                edit.writes().stream().mapToLong(write -> write.ids().size()).sum();
        long end = System.nanoTime() + limits.time().toNanos();
        for (var reach : edit.reaches()) {
            if (System.nanoTime() - end > 0) throw new Refusal("it took too long to count: send fewer operations");
            affected += reach.isMany() ? primary.count(change, reach.filter(), most(), operation) : 1;
        }
        if (affected > most()) throw tooMany("more than " + most() + " documents");
        var words = "This would write to at most " + Primary.counted(affected) + " of " + change.target()
                + ". Arguments: " + terms(change) + ".";
        return new Answer.Count(affected, List.of(words));
    }

    private static String terms(Change change) {
        var terms = change.terms();
        return terms.length() > LONGEST_TERMS ? terms.substring(0, LONGEST_TERMS) + "…" : terms;
    }
}
