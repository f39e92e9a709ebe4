package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Question;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.fleet.Use;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// Calls that have to ask before they can end. A stateless client is answered `input_required` and calls again with
/// the answers and a sealed state; a legacy client is asked over the event stream of its call, which goes on.
final class Rounds {
    /// A call that asks more often than this does not come to an end.
    static final int MOST = 10;

    static final String ENDLESS = "it asked " + MOST + " times without coming to an end";

    private final Fleet fleet;
    private final Questions questions;
    private final Consents consents;
    private final FixedAnswers fixed;

    Rounds(Fleet fleet, Questions questions, Consents consents, FixedAnswers fixed) {
        this.fleet = fleet;
        this.questions = questions;
        this.consents = consents;
        this.fixed = fixed;
    }

    /// How a call that asked goes on.
    sealed interface Next {
        /// It did not ask.
        record Done() implements Next {}

        /// At once, with the answers.
        record Go(Round round) implements Next {}

        /// By another request of the client.
        record Later(Reply reply) implements Next {}

        /// Not at all.
        record Never(String reason) implements Next {}
    }

    /// What a request brings along from the round before.
    ///
    /// @throws Objection if the state was not made for this call and caller, or is too old
    Round begin(Exchange exchange, Subject subject) throws Objection, BadJson {
        var sent = exchange.params().field("requestState").filter(value -> value.kind() != RawJson.Kind.NULL);
        var byArgument = consents.ofArgument(exchange, subject);
        if (subject.method().equals(ToolCalls.METHOD) && byArgument.isPresent()) return byArgument.get();
        if (!exchange.isModern()) return Round.FIRST;
        var answers = exchange.object("inputResponses");
        if (sent.isEmpty()) return new Round(answers, "", Round.Consent.NOT_ASKED);
        var state = sent.filter(value -> value.kind() == RawJson.Kind.STRING)
                .flatMap(value -> Claims.open(fleet.seal(), Use.STATE, value.text()));
        if (state.isEmpty() || !subject.isOf(state.get(), exchange)) {
            throw Objection.params("requestState is not the one of this call, or older than "
                    + Consents.LIFE.toMinutes() + " minutes: call without it to begin again");
        }
        return new Round(answers, state.get().get(Consents.STATE), consents.of(state.get(), answers));
    }

    /// The cursors of a call.
    Cursors cursors(Exchange exchange, Subject subject) {
        return new Cursors(fleet.seal(), exchange, subject);
    }

    /// Asks the client.
    Next ask(Exchange exchange, Subject subject, List<Question> asked, String state)
            throws Objection, BadJson, InterruptedException {
        var missing = asked.stream()
                .map(Question::kind)
                .filter(kind -> !exchange.can().contains(kind))
                .findFirst();
        if (missing.isPresent() && exchange.isModern())
            throw Objection.refused(Fault.missingCapability(missing.get().capability()));
        if (missing.isPresent() || (!exchange.isModern() && !exchange.channel().canStream()))
            return new Next.Never("this call has a question to the user, but this client cannot be asked");
        if (exchange.isModern()) {
            var claims = subject.claims(exchange).with(Consents.STATE, state);
            return new Next.Later(inputRequired(exchange, asked, claims));
        }
        return overTheStream(exchange, asked, state);
    }

    /// Asks for a person's consent to a call.
    ///
    /// @param takesToken whether the tool has the argument `confirm`
    /// @param state      of the round that wants it, handed to the next
    Next confirm(Exchange exchange, Subject subject, String preview, boolean takesToken, String state)
            throws BadJson, InterruptedException {
        var question = List.of(Consents.question(preview));
        var canBeAsked = exchange.can().contains(Question.Kind.FORM);
        if (canBeAsked && exchange.isModern())
            return new Next.Later(inputRequired(
                    exchange, question, consents.once(subject.claims(exchange).with(Consents.STATE, state))));
        if (canBeAsked && exchange.channel().canStream()) {
            var next = overTheStream(exchange, question, state);
            return next instanceof Next.Go(var round) ? new Next.Go(round.with(Consents.of(round.answers()))) : next;
        }
        if (!takesToken) return new Next.Never("this needs the user's consent, but this client cannot ask for it");
        return new Next.Never(preview + " Nothing is done yet. Ask the user; if they agree, call again with the same"
                + " arguments and \"" + Argument.CONFIRM + "\": \"" + consents.token(exchange, subject, state)
                + "\". It works once, within " + Consents.LIFE.toMinutes() + " minutes.");
    }

    private Reply inputRequired(Exchange exchange, List<Question> asked, Claims claims) {
        var requests = asked.stream()
                .map(question -> JsonText.quoted(question.key()) + ":{\"method\":\""
                        + question.kind().method() + "\",\"params\":" + question.params() + "}")
                .collect(Collectors.joining(","));
        var token = claims.expiringIn(Consents.LIFE).seal(fleet.seal(), Use.STATE);
        return Reply.result(
                exchange.id(),
                new JsonText(512)
                        .raw("{\"resultType\":\"input_required\"")
                        .raw(asked.isEmpty() ? "" : ",\"inputRequests\":{" + requests + "}")
                        .raw(",\"requestState\":\"" + token + "\"," + fixed.meta() + "}")
                        .bytes());
    }

    private Next overTheStream(Exchange exchange, List<Question> asked, String state)
            throws BadJson, InterruptedException {
        exchange.channel().whenGone(exchange.work()::cancel);
        if (!exchange.channel().rest()) return new Next.Never("too many calls wait for their users: try again later");
        var answers = new LinkedHashMap<String, RawJson>();
        for (var question : asked) {
            var response = questions.ask(question, exchange);
            if (response.isEmpty())
                return new Next.Never("the user did not answer, within " + Questions.PATIENCE.toMinutes()
                        + " minutes or before the server stopped: nothing was done");
            var bytes = response.get().getBytes(UTF_8);
            var result = RawObject.parse(bytes, 0, bytes.length).field("result");
            if (result.isEmpty()) return new Next.Never("the client could not ask the user: nothing was done");
            answers.put(question.key(), result.get());
        }
        // From here on the call works again, and to a legacy client a broken connection is no cancellation.
        exchange.channel().whenGone(() -> {});
        if (!exchange.channel().resume()) return new Next.Never("the server is busy: nothing was done, try again");
        return new Next.Go(new Round(new RawObject(answers), state, Round.Consent.NOT_ASKED));
    }

    /// The fields of a form that was filled in and accepted.
    static Optional<RawObject> accepted(Optional<RawObject> answer) {
        try {
            return answer.isEmpty() || !answer.get().text("action").equals(Optional.of("accept"))
                    ? Optional.empty()
                    : Optional.of(answer.get().object("content").orElse(RawObject.EMPTY));
        } catch (BadJson e) {
            return Optional.empty();
        }
    }
}
