package nexus.tools;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.ToolResult;
import nexus.mongo.Answer;
import nexus.mongo.ChangeStreams;
import nexus.mongo.Comment;
import nexus.mongo.Editor;
import nexus.mongo.Reader;
import nexus.mongo.view.View;

/// The databases behind the tools, by the name of their connection.
///
/// @param byName at least one, each with all there is
/// @param views  what a caller may see of the connection of a name
public record Sources(Map<String, Source> byName, BiFunction<Caller, String, View> views) {
    static final Argument CONNECTION =
            Argument.text("connectionId", "Default when left out.").optional();

    /// One connection as the tools see it.
    ///
    /// @param reader  reads from it
    /// @param editor  changes it; nothing where its settings say that nobody may
    /// @param changes watches its collections
    /// @param trouble what is wrong with the way to it now, in one sentence, if anything
    /// @param outage  why it cannot be reached now, in one sentence, if so; told without asking it
    /// @param isShut  whether only its operator can mend the way, so that a call need not wait for it
    /// @param view    what of it may be seen, by the reader too
    public record Source(
            Reader reader,
            Optional<Editor> editor,
            ChangeStreams changes,
            Supplier<Optional<String>> trouble,
            Supplier<Optional<String>> outage,
            BooleanSupplier isShut,
            View view) {
        /// The same, where only this may be seen of it.
        Source narrowed(View seen) {
            return seen.isWhole()
                    ? this
                    : new Source(reader.seenBy(seen), editor, changes, trouble, outage, isShut, seen);
        }

        /// Whether it may be changed at all.
        public boolean takesWrites() {
            return editor.isPresent();
        }

        /// Runs a query as a part of the call's trace.
        Answer ask(Call call, Function<Reader, Answer> query) {
            if (isShut.getAsBoolean())
                return new Answer.Failed("the database cannot be reached until its operator acts");
            var trace = call.trace().parent();
            if (trace.isEmpty()) return query.apply(reader);
            return ScopedValue.where(Comment.TRACE, trace).call(() -> query.apply(reader));
        }

        /// What went wrong, and what is wrong with the way to the database, which says more than a time-out.
        String sentence(Answer.Failed failed) {
            return failed.reason() + trouble.get().map(why -> " (" + why + ")").orElse("");
        }
    }

    public Sources {
        byName = Map.copyOf(byName);
    }

    /// Those that a caller may know of, as it sees them: where it sees nothing of a connection there is none for it.
    /// Every read on somebody's behalf goes through these.
    Reachable of(Caller caller) {
        var seen = new HashMap<String, Source>();
        byName.forEach((name, source) -> {
            var view = views.apply(caller, name);
            if (!view.equals(Views.NOTHING)) seen.put(name, source.narrowed(view));
        });
        return new Reachable(caller, seen);
    }

    /// Whether any of them may be changed.
    boolean takeWrites() {
        return byName.values().stream().anyMatch(Source::takesWrites);
    }

    /// Runs a query on the connection that the arguments name.
    ToolResult ask(Arguments arguments, Call call, Function<Reader, Answer> query) {
        var name = arguments.text(CONNECTION.name());
        var reachable = of(call.caller());
        var source = reachable.find(name);
        if (source.isEmpty()) return new ToolResult.Refused(reachable.unknown(name));
        return Results.of(source.get().ask(call, query), source.get());
    }
}
