package nexus.mongo;

import com.mongodb.client.MongoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nexus.mongo.view.View;
import org.bson.BsonDocument;

/// Changes one connection, inside its limits, the rules and what the caller may change. Whatever goes wrong is a value;
/// only a bug is thrown.
public final class Editor {
    private final Writer writer;
    private final Previewer previewer;
    private final int most;

    Editor(MongoClient client, Limits limits, Operations operations, Writer writer) {
        this.writer = writer;
        this.most = limits.affected();
        this.previewer = new Previewer(client, operations, new Namespaces(client, limits.time()), most);
    }

    /// Looks at what a change would do and changes nothing. The count in the answer is that of the documents that would
    /// be affected, and its notes say to a person what would happen.
    public Answer preview(Change change, View view) {
        return attempt(change, view, previewer::of, Answer.Refused::new);
    }

    /// Makes a change.
    ///
    /// @return of what is done, `reply` is the result as a JSON object
    public Written make(Change change, View view) {
        return attempt(change, view, this::make, reason -> new Written.Refused(reason, 0));
    }

    private <T> T attempt(Change change, View view, Function<Edit, T> work, Function<String, T> refused) {
        Edit edit;
        try {
            edit = new Planner(view, most).edit(change);
        } catch (Refusal refusal) {
            return refused.apply(refusal.reason());
        }
        return work.apply(edit);
    }

    private Written make(Edit edit) {
        var tally = new Tally(edit.change());
        var troubles = new ArrayList<Written>();
        for (var write : edit.writes()) {
            var known = write.withIds();
            var replies = new ArrayList<BsonDocument>();
            var written = writer.run(known, replies::add);
            if (written instanceof Written.Done) tally.add(known, replies.getFirst());
            else troubles.add(written);
            if (!troubles.isEmpty() && edit.isOrdered()) break;
        }
        if (troubles.isEmpty()) return new Written.Done(tally.affected(), 0, tally.json());
        return edit.writes().size() == 1 ? troubles.getFirst() : worst(tally, troubles);
    }

    /// Of several commands: what is unknown makes the whole unknown, and what was done before stays done.
    private static Written worst(Tally tally, List<Written> troubles) {
        var words = new ArrayList<String>();
        boolean isUnknown = false;
        boolean mayHaveWritten = tally.affected() > 0;
        for (var trouble : troubles) {
            switch (trouble) {
                case Written.Refused(var reason, var count) -> {
                    words.add(reason);
                    mayHaveWritten |= count > 0;
                }
                case Written.NotDone(var reason) ->
                    words.add(reason.replace("nothing was changed", "it changed nothing"));
                case Written.Unknown(var reason) -> {
                    words.add(reason);
                    isUnknown = true;
                }
                case Written.Done _ -> {}
            }
        }
        var text = "the write stopped or failed in part: " + String.join("; ", words) + ". What its other commands did"
                + " stays: " + tally.json();
        if (isUnknown) return new Written.Unknown(text);
        return mayHaveWritten ? new Written.Refused(text, tally.affected()) : troubles.getFirst();
    }
}
