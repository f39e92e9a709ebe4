package nexus.conformance;

import static nexus.conformance.Fixture.asks;
import static nexus.conformance.Fixture.says;
import static nexus.conformance.Fixture.tool;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Question;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.json.RawObject;

/// Tools that need several rounds, MCP 2026-07-28 "basic/patterns/mrtr".
final class RoundTools {
    private static final String PREFIX = "test_input_required_result_";
    private static final Question NAME = Question.form("user_name", "What is your name?", Forms.of("name", "string"));
    private static final Question CAPITAL =
            QuestionTools.sampling("capital_question", "What is the capital of France?", 100);
    private static final Question GREETING = QuestionTools.sampling("greeting", "Generate a greeting", 50);
    private static final Question FOLDERS = Question.roots("client_roots");
    private static final Question CONFIRM = Question.form("confirm", "Please confirm", Forms.of("ok", "boolean"));

    private RoundTools() {}

    static List<Tool> all() {
        return List.of(
                tool(PREFIX + "elicitation", "Asks for a name.", (_, call) -> greeting(call)),
                tool(PREFIX + "sampling", "Asks the client's model.", (_, call) -> once(call, CAPITAL)),
                tool(PREFIX + "list_roots", "Asks for the client's folders.", (_, call) -> once(call, FOLDERS)),
                tool(PREFIX + "request_state", "Remembers something.", (_, call) -> remembering(call)),
                tool(PREFIX + "tampered_state", "Remembers something.", (_, call) -> remembering(call)),
                tool(PREFIX + "multiple_inputs", "Asks three questions at once.", (_, call) -> several(call)),
                tool(PREFIX + "multi_round", "Asks twice.", (_, call) -> twice(call)),
                tool(PREFIX + "capabilities", "Asks what the client can answer.", (_, call) -> possible(call)),
                tool(PREFIX + "state_only", "Only wants to be called again.", (_, call) -> again(call)),
                tool(
                        "test_confirmation",
                        "Wants consent.",
                        List.of(Argument.confirm()),
                        (_, call) -> call.isConfirmed()
                                ? says("confirmed")
                                : new ToolResult.Confirm("This would change nothing.")));
    }

    private static ToolResult greeting(Call call) {
        return typed(call, NAME.key(), "name")
                .map(name -> says("Hello, " + name + "!"))
                .orElseGet(() -> isDeclined(call, NAME.key()) ? says("Hello, stranger!") : asks("", NAME));
    }

    /// What was typed into a field of a form.
    private static Optional<String> typed(Call call, String key, String field) {
        return call.accepted(key).flatMap(form -> form.text(field));
    }

    private static boolean isDeclined(Call call, String key) {
        return call.answer(key)
                .flatMap(answer -> answer.text("action"))
                .filter(action -> !action.equals("accept"))
                .isPresent();
    }

    private static ToolResult once(Call call, Question question) {
        return call.answer(question.key()).map(RoundTools::quote).orElseGet(() -> asks("", question));
    }

    private static ToolResult quote(RawObject answer) {
        return says("The client answered with " + answer.fields().keySet());
    }

    private static ToolResult remembering(Call call) {
        if (call.answer(CONFIRM.key()).isEmpty()) return asks("remembered", CONFIRM);
        return says(call.state().equals("remembered") ? "state-ok" : "the state is lost");
    }

    private static ToolResult several(Call call) {
        var open = Stream.of(NAME, GREETING, FOLDERS)
                .filter(question -> call.answer(question.key()).isEmpty())
                .toList();
        return open.isEmpty() ? says("All is answered.") : new ToolResult.Ask(open, "asked");
    }

    /// The name that the first round brought travels in the state.
    private static ToolResult twice(Call call) {
        var name = call.state().startsWith("name:")
                ? Optional.of(call.state().substring(5))
                : typed(call, "step1", "name");
        var color = typed(call, "step2", "color");
        if (name.isEmpty()) return asks("nothing", form("step1", "Step 1: What is your name?", "name"));
        if (color.isEmpty()) {
            return asks("name:" + name.get(), form("step2", "Step 2: What is your favorite color?", "color"));
        }
        return says(name.get() + " likes " + color.get());
    }

    private static Question form(String key, String message, String field) {
        return Question.form(key, message, Forms.of(field, "string"));
    }

    private static ToolResult possible(Call call) {
        var questions = Stream.of(NAME, CAPITAL)
                .filter(question -> call.canAsk(question.kind()))
                .toList();
        var isAnswered = questions.stream()
                .allMatch(question -> call.answer(question.key()).isPresent());
        return isAnswered ? says("There is nothing left to ask.") : new ToolResult.Ask(questions, "");
    }

    private static ToolResult again(Call call) {
        return call.state().isEmpty() ? asks("called once") : says("called twice");
    }
}
