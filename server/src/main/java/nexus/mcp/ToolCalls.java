package nexus.mcp;

import java.util.Optional;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;

/// `tools/call`: finds the tool, checks the arguments, runs it round by round, and shapes its result for the client's
/// revision.
final class ToolCalls {
    static final String METHOD = "tools/call";

    private static final String LOST =
            "The confirmation is for another call, too old, or cannot be checked any more; nothing was done. ";

    private final Catalog catalog;
    private final Rounds rounds;
    private final ToolTexts texts;

    ToolCalls(Catalog catalog, Rounds rounds, ToolTexts texts) {
        this.catalog = catalog;
        this.rounds = rounds;
        this.texts = texts;
    }

    Answered call(Exchange exchange) throws BadJson, Objection, InterruptedException {
        var name = exchange.text("name", "the name of a tool");
        var tool = catalog.tool(name).orElseThrow(() -> unknown(exchange, name));
        if (!exchange.caller().may(tool.right())) return Answered.forbidden(exchange.request(), tool);
        var subject = new Subject(METHOD, name, exchange.object("arguments"));
        if (exchange.isModern()) {
            var mismatch = exchange.headers().mismatch(tool, subject.arguments());
            if (mismatch.isPresent()) throw Objection.refused(mismatch.get());
        }
        exchange.checkLogLevel();
        return switch (Arguments.check(subject.arguments(), tool.arguments())) {
            case Arguments.Checked.Bad(var reason) -> texts.refused(exchange, tool, reason);
            case Arguments.Checked.Good(var arguments) -> run(exchange, tool, subject, arguments);
        };
    }

    private Objection unknown(Exchange exchange, String name) {
        return Objection.params("there is no tool \"" + JsonText.shorten(name) + "\"; there are "
                + catalog.tools(exchange.caller()).stream().map(Tool::name).collect(Collectors.joining(", ")));
    }

    private Answered run(Exchange exchange, Tool tool, Subject subject, Arguments arguments)
            throws BadJson, Objection, InterruptedException {
        var round = rounds.begin(exchange, subject);
        for (int i = 0; i < Rounds.MOST; i++) {
            var objection = objection(round);
            if (objection.isPresent()) {
                var refused = texts.refused(exchange, tool, objection.get());
                return round.consent() == Round.Consent.DECLINED ? refused.declined() : refused;
            }
            var cursors = Optional.of(rounds.cursors(exchange, subject));
            var result = tool.action().call(arguments, new Running(exchange, round, cursors));
            switch (next(exchange, tool, subject, result, round)) {
                case Rounds.Next.Done() -> {
                    return texts.answer(exchange, tool, result);
                }
                case Rounds.Next.Go(var following) -> round = following;
                case Rounds.Next.Later(var reply) -> {
                    return new Answered(reply, tool.name(), "ok");
                }
                case Rounds.Next.Never(var reason) -> {
                    return texts.refused(exchange, tool, reason);
                }
            }
        }
        return texts.refused(exchange, tool, Rounds.ENDLESS);
    }

    /// Why a call does not go on after the user was asked, if so.
    private static Optional<String> objection(Round round) {
        return switch (round.consent()) {
            case NOT_ASKED, GIVEN, LOST -> Optional.empty();
            case DECLINED -> Optional.of("the user declined: nothing was done");
            case USED -> Optional.of("this confirmation was used already: nothing was done by this call");
        };
    }

    private Rounds.Next next(Exchange exchange, Tool tool, Subject subject, ToolResult result, Round round)
            throws BadJson, Objection, InterruptedException {
        return switch (result) {
            case ToolResult.Done _, ToolResult.Shown _, ToolResult.Refused _ -> new Rounds.Next.Done();
            case ToolResult.Ask(var questions, var state) -> rounds.ask(exchange, subject, questions, state);
            case ToolResult.Confirm(var preview, var state) -> {
                var lost = round.consent() == Round.Consent.LOST ? LOST : "";
                var takesToken = tool.arguments().stream()
                        .anyMatch(argument -> argument.name().equals(Argument.CONFIRM));
                yield rounds.confirm(
                        exchange, subject, lost + preview, takesToken, state.isEmpty() ? round.state() : state);
            }
        };
    }
}
