package nexus.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Prompt;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// `prompts/get`: finds the prompt, checks its arguments, and makes its messages, round by round.
final class PromptCalls {
    static final String METHOD = "prompts/get";

    private final Catalog catalog;
    private final Rounds rounds;
    private final FixedAnswers fixed;

    PromptCalls(Catalog catalog, Rounds rounds, FixedAnswers fixed) {
        this.catalog = catalog;
        this.rounds = rounds;
        this.fixed = fixed;
    }

    Answered get(Exchange exchange) throws BadJson, Objection, InterruptedException {
        var name = exchange.text("name", "the name of a prompt");
        var prompt = catalog.prompt(name)
                .orElseThrow(() -> Objection.params("there is no prompt \"" + JsonText.shorten(name) + "\"; there are "
                        + catalog.prompts().stream().map(Prompt::name).collect(Collectors.joining(", "))));
        var fields = exchange.object("arguments");
        var arguments = arguments(prompt, fields);
        var subject = new Subject(METHOD, name, fields);
        var round = rounds.begin(exchange, subject);
        for (int i = 0; i < Rounds.MOST; i++) {
            switch (next(exchange, prompt.action().make(arguments, new Running(exchange, round)), subject)) {
                case Rounds.Next.Go(var following) -> round = following;
                case Rounds.Next.Later(var reply) -> {
                    return Answered.ok(reply);
                }
                case Rounds.Next.Never(var reason) -> throw Objection.params(reason);
                case Rounds.Next.Done() -> throw new IllegalStateException("a prompt ends with messages");
            }
        }
        throw Objection.params(Rounds.ENDLESS);
    }

    private Rounds.Next next(Exchange exchange, Prompt.Result result, Subject subject)
            throws BadJson, Objection, InterruptedException {
        return switch (result) {
            case Prompt.Result.Messages messages -> new Rounds.Next.Later(reply(exchange, messages));
            case Prompt.Result.Refused(var reason) -> new Rounds.Next.Never(reason);
            case Prompt.Result.Ask(var questions, var state) -> rounds.ask(exchange, subject, questions, state);
        };
    }

    private Reply reply(Exchange exchange, Prompt.Result.Messages messages) {
        var json = messages.messages().stream()
                .map(Prompt.Message::json)
                .collect(Collectors.joining(",", "{\"messages\":[", "]"));
        return Reply.result(exchange.id(), new JsonText(1024).raw(json).bytes(), fixed.closing(exchange.revision()));
    }

    private static Map<String, String> arguments(Prompt prompt, RawObject fields) throws Objection {
        var arguments = new LinkedHashMap<String, String>();
        for (var field : fields.fields().entrySet()) {
            if (field.getValue().kind() != RawJson.Kind.STRING)
                throw Objection.params("the argument " + JsonText.shorten(field.getKey()) + " must be a string");
            arguments.put(field.getKey(), field.getValue().text());
        }
        for (var argument : prompt.arguments()) {
            if (argument.isRequired()
                    && arguments.getOrDefault(argument.name(), "").isBlank())
                throw Objection.params(argument.name() + " is needed: " + argument.description());
        }
        return arguments;
    }
}
