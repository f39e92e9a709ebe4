package nexus.tools;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mongo.Answer;
import nexus.mongo.Reader;

/// The pages of a result: each leads to the next by a cursor, which says where that begins.
final class Paging {
    static final Argument CURSOR =
            Argument.text("cursor", "nextCursor of the page before.").optional();

    private static final String BAD =
            "this cursor is not good for this call: it is of another query or caller, damaged, older than an hour,"
                    + " or of before a change of what the caller may see. Pass nextCursor as it was returned with the arguments of the call that returned"
                    + " it, or leave cursor out to begin again";
    /// Stands between the fingerprint and the position.
    private static final String END = ":";
    private static final String SKIP = "leave out skip: the cursor knows where the next page begins";

    private Paging() {}

    /// A query whose answer comes in pages.
    @FunctionalInterface
    interface Query {
        /// Asks for one page.
        ///
        /// @param after where the page begins; empty for the beginning
        Answer ask(Reader reader, Arguments arguments, String after);
    }

    /// Asks for the page that the call's cursor leads to.
    static Tool.Action pages(Sources sources, Query query) {
        return (arguments, call) -> {
            Supplier<String> sight = () -> sight(sources, arguments, call);
            return from(
                    arguments,
                    call,
                    sight,
                    after -> sources.ask(
                            arguments, call, reader -> sealed(query.ask(reader, arguments, after), sight, call)));
        };
    }

    /// A fingerprint of what the caller sees of the collection: a position among other documents or fields would end
    /// the pages without a word.
    private static String sight(Sources sources, Arguments arguments, Call call) {
        return sources.of(call.caller())
                .find(arguments.text(Sources.CONNECTION.name()))
                .flatMap(source -> source.view().sight(arguments.text("database"), arguments.text("collection")))
                .map(sight -> Integer.toHexString(
                        List.of(sight.hidden(), sight.masked(), sight.filter()).hashCode()))
                .orElse("");
    }

    /// Runs a query from where the call's cursor says.
    private static ToolResult from(
            Arguments arguments, Call call, Supplier<String> sight, Function<String, ToolResult> query) {
        var cursor = arguments.text(CURSOR.name());
        if (cursor.isEmpty()) return query.apply("");
        if (!arguments.json("skip").isEmpty()) return new ToolResult.Refused(SKIP);
        var seen = sight.get() + END;
        return call.position(cursor)
                .filter(position -> position.startsWith(seen))
                .map(position -> query.apply(position.substring(seen.length())))
                .orElse(new ToolResult.Refused(BAD));
    }

    /// Positions hold values of documents, so no client gets one as it is.
    private static Answer sealed(Answer answer, Supplier<String> sight, Call call) {
        return answer instanceof Answer.Documents found
                ? found.leadingTo(found.next().flatMap(position -> call.cursor(sight.get() + END + position)))
                : answer;
    }
}
