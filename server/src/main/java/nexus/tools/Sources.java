package nexus.tools;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
/// @param byName at least one
public record Sources(Map<String, Source> byName) {
    static final Argument CONNECTION = Argument.text("connectionId", "Connection; leave out for the default.")
            .optional();

    /// One connection as the tools see it.
    ///
    /// @param reader  reads from it
    /// @param editor  changes it; nothing where its settings say that nobody may
    /// @param changes watches its collections
    /// @param trouble what is wrong with the way to it now, in one sentence, if anything
    /// @param outage  why it cannot be reached now, in one sentence, if so; told without asking it
    /// @param views   what of it a caller may see
    /// @param isShut  whether only its operator can mend the way, so that a call need not wait for it
    public record Source(
            Reader reader,
            Optional<Editor> editor,
            ChangeStreams changes,
            Supplier<Optional<String>> trouble,
            Supplier<Optional<String>> outage,
            Function<Caller, View> views,
            BooleanSupplier isShut) {
        /// What a caller may see of it.
        View seenBy(Caller caller) {
            return views.apply(caller);
        }

        /// The reader as a caller sees the connection; every read on somebody's behalf goes through it.
        Reader readerOf(Caller caller) {
            return reader.seenBy(seenBy(caller));
        }

        /// Whether it may be changed at all.
        public boolean takesWrites() {
            return editor.isPresent();
        }

        /// Runs a query as a part of the call's trace, and as its caller sees the connection.
        Answer ask(Call call, Function<Reader, Answer> query) {
            if (isShut.getAsBoolean())
                return new Answer.Failed("the database cannot be reached until its operator acts");
            var own = readerOf(call.caller());
            var trace = call.trace().parent();
            if (trace.isEmpty()) return query.apply(own);
            return ScopedValue.where(Comment.TRACE, trace).call(() -> query.apply(own));
        }

        /// What went wrong, and what is wrong with the way to the database, which says more than a time-out.
        String sentence(Answer.Failed failed) {
            return failed.reason() + trouble.get().map(why -> " (" + why + ")").orElse("");
        }
    }

    public Sources {
        byName = Map.copyOf(byName);
    }

    /// Those that a caller may know of: where it sees nothing of a connection there is none for it.
    Reachable of(Caller caller) {
        var seen = new HashMap<String, Source>();
        byName.forEach((name, source) -> {
            if (!source.seenBy(caller).equals(Views.NOTHING)) seen.put(name, source);
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
