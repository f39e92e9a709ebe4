package nexus.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.json.JsonText;
import nexus.mongo.Answer;
import nexus.mongo.Change;
import nexus.mongo.Comment;
import nexus.mongo.Deed;
import nexus.mongo.Editor;
import nexus.mongo.Written;

/// One call that changes data: it is looked at, confirmed by a person where something could be lost, and made.
///
/// @param terms names of the arguments that say what is to be done
/// @param asks  whether a person has to agree
record Writes(Sources sources, Deed deed, List<String> terms, boolean asks) implements Tool.Action {
    Writes {
        terms = List.copyOf(terms);
    }

    /// What a call is about.
    private record Work(Sources.Source source, Editor editor, Change change, String name) {}

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        var given = arguments.text(Sources.CONNECTION.name());
        var reachable = sources.of(call.caller());
        var name = reachable.name(given);
        if (name.isEmpty()) return new ToolResult.Refused(reachable.unknown(given));
        var source = reachable.find(given).orElseThrow();
        if (source.editor().isEmpty()) return new ToolResult.Refused(closed(name.get()));
        if (source.isShut().getAsBoolean()) {
            return new ToolResult.Refused("the database cannot be reached until its operator acts: nothing was done");
        }
        var work = new Work(source, source.editor().get(), change(arguments), name.get());
        return traced(call, () -> asks ? asked(work, call) : make(work));
    }

    private static String closed(String name) {
        return "the connection " + name + " is only read: its operator lets agents change it with the setting"
                + " connections." + name + ".writes: true";
    }

    private Change change(Arguments arguments) {
        var json = terms.stream()
                .filter(term -> !arguments.json(term).isEmpty())
                .map(term -> JsonText.quoted(term) + ":" + arguments.json(term))
                .collect(Collectors.joining(",", "{", "}"));
        return new Change(deed, arguments.text("database"), arguments.text("collection"), json);
    }

    private static ToolResult traced(Call call, Supplier<ToolResult> work) {
        var trace = call.trace().parent();
        return trace.isEmpty()
                ? work.get()
                : ScopedValue.where(Comment.TRACE, trace).call(work::get);
    }

    /// What a person agreed to is looked at again: more may match by now.
    private ToolResult asked(Work work, Call call) {
        var seen = work.editor().preview(work.change(), work.source().view());
        if (!(seen instanceof Answer.Count count)) return Results.of(seen, work.source());
        var preview = on(work.name()) + String.join(" ", count.notes());
        if (!call.isConfirmed()) return new ToolResult.Confirm(preview, Long.toString(count.count()));
        if (count.count() > agreed(call.state())) {
            return new ToolResult.Confirm(
                    "Nothing was done, because it has become more since the user agreed. " + preview,
                    Long.toString(count.count()));
        }
        return make(work);
    }

    private String on(String name) {
        return sources.byName().size() == 1 ? "" : "On the connection " + name + ": ";
    }

    private static long agreed(String state) {
        return state.isEmpty() ? -1 : Long.parseLong(state);
    }

    private ToolResult make(Work work) {
        return switch (work.editor().make(work.change(), work.source().view())) {
            case Written.Done done ->
                ToolResult.done(summary(done.count()), done.reply().getBytes(UTF_8))
                        .counting(done.count());
            case Written.Refused refused -> new ToolResult.Refused(refused.reason());
            case Written.NotDone(var reason) ->
                new ToolResult.Refused(work.source().sentence(new Answer.Failed(reason)));
            case Written.Unknown(var reason) -> new ToolResult.Refused("the outcome is not known: " + reason);
        };
    }

    private String summary(long count) {
        var documents = count == 0 ? "" : ": " + count + (count == 1 ? " document" : " documents");
        return deed.word() + " is done" + documents;
    }
}
