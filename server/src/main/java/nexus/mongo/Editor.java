package nexus.mongo;

import com.mongodb.client.MongoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nexus.mongo.view.View;
import org.bson.BsonDocument;

/// Changes one connection, inside its limits, the rules and what the caller may change. Whatever goes wrong is a value;
/// only a bug is thrown.
public final class Editor {
    private final Writer writer;
    private final MongoClient client;
    private final Operations operations;
    private final Limits limits;

    Editor(MongoClient client, Limits limits, Operations operations, Writer writer) {
        this.writer = writer;
        this.limits = limits;
        this.client = client;
        this.operations = operations;
    }

    /// Looks at what a change would do and changes nothing. The count in the answer is that of the documents that would
    /// be affected, and its notes say to a person what would happen.
    public Answer preview(Change change, View view) {
        var namespaces = new Namespaces(client, limits.time(), view);
        var previewer = new Previewer(new Primary(client), operations, namespaces, limits, view);
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
            edit = new Planner(view, limits.affected()).edit(change);
        } catch (Refusal refusal) {
            return refused.apply(refusal.reason());
        }
        return work.apply(edit);
    }

    private Written make(Edit edit) {
        var tally = new Tally(edit.change());
        var troubles = new ArrayList<Written>();
        long end = System.nanoTime() + limits.time().toNanos();
        for (var write : edit.writes()) {
            var stop = stop(edit, troubles, end);
            if (stop.isPresent()) troubles.add(stop.get());
            if (stop.isPresent() || isOver(edit, troubles)) break;
            var known = write.withIds();
            var replies = new ArrayList<BsonDocument>();
            var written = writer.run(known, replies::add);
            if (written instanceof Written.Done) tally.add(known, replies.getFirst());
            else troubles.add(written);
        }
        var _ = Thread.interrupted();
        if (troubles.isEmpty()) return new Written.Done(tally.affected(), 0, tally.json());
        return edit.writes().size() == 1 ? troubles.getFirst() : worst(tally, troubles);
    }

    /// Only what the server refuses lets the rest of a change go on, and only where that was asked for.
    private static boolean isOver(Edit edit, List<Written> troubles) {
        return !troubles.isEmpty() && (edit.isOrdered() || !(troubles.getLast() instanceof Written.Refused));
    }

    /// Why the next command is not sent, if so.
    private static Optional<Written> stop(Edit edit, List<Written> troubles, long end) {
        if (isOver(edit, troubles)) return Optional.empty();
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of(new Written.NotDone("it was cancelled before the rest was sent"));
        }
        if (System.nanoTime() - end < 0) return Optional.empty();
        return Optional.of(new Written.NotDone("its time (limits.time) was over before the rest was sent"));
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
