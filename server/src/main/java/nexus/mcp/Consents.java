package nexus.mcp;

import java.time.Duration;
import java.util.Optional;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Question;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.fleet.Register;
import nexus.mcp.fleet.Replica;
import nexus.mcp.fleet.Use;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// Confirmations: each is good for one caller, one call and one execution, on whichever replica. The replica that asked
/// remembers whether it was used; when it is gone the answer is no, and the user is asked again.
final class Consents {
    /// How long a confirmation can be given.
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final String KEY = "confirm";
    /// The claim that holds what the round before wanted remembered.
    static final String STATE = "st";

    private static final String NUMBER = "one";
    private static final Duration PEER_PATIENCE = Duration.ofSeconds(2);
    private static final String SCHEMA = """
            {"type":"object","properties":{"confirm":{"type":"boolean","title":"Go ahead",\
            "description":"Nothing is changed unless this is set."}},"required":["confirm"]}""";

    private final Fleet fleet;
    private final Register register = new Register();

    Consents(Fleet fleet) {
        this.fleet = fleet;
    }

    static Question question(String preview) {
        return Question.form(KEY, preview, SCHEMA);
    }

    /// Adds what makes a token good for one execution.
    Claims once(Claims claims) {
        return fleet.self().own(claims.with(NUMBER, register.issue(LIFE)));
    }

    /// A token for the argument `confirm`.
    ///
    /// @param state handed to the call that brings it
    String token(Exchange exchange, Subject subject, String state) throws BadJson {
        return once(subject.claims(exchange).with(STATE, state))
                .expiringIn(LIFE)
                .seal(fleet.seal(), Use.CONFIRMATION);
    }

    /// What became of the confirmation that a state asked for.
    Round.Consent of(Claims state, RawObject answers) throws BadJson {
        if (state.get(NUMBER).isEmpty()) return Round.Consent.NOT_ASKED;
        var consent = of(answers);
        return consent == Round.Consent.GIVEN ? spend(state) : consent;
    }

    /// What a person said.
    static Round.Consent of(RawObject answers) throws BadJson {
        var answer = answers.object(KEY);
        if (answer.isEmpty()) return Round.Consent.NOT_ASKED;
        var isGiven = Rounds.accepted(answer)
                .flatMap(form -> form.field(KEY))
                .filter(value -> value.json().equals("true"))
                .isPresent();
        return isGiven ? Round.Consent.GIVEN : Round.Consent.DECLINED;
    }

    /// What became of the token in the argument `confirm`; one that was made for another call or caller is lost.
    Optional<Round> ofArgument(Exchange exchange, Subject subject) throws BadJson {
        var sent = subject.arguments().field(Argument.CONFIRM).filter(value -> value.kind() == RawJson.Kind.STRING);
        if (sent.isEmpty()) return Optional.empty();
        var token = Claims.open(fleet.seal(), Use.CONFIRMATION, sent.get().text());
        var isGood = token.isPresent() && subject.isOf(token.get(), exchange);
        if (!isGood) return Optional.of(Round.FIRST.with(Round.Consent.LOST));
        return Optional.of(new Round(RawObject.EMPTY, token.get().get(STATE), spend(token.get())));
    }

    private Round.Consent spend(Claims token) {
        var owner = Replica.in(token);
        var number = token.get(NUMBER);
        var spent = owner.equals(fleet.self()) ? register.spend(number) : spendAt(owner, number);
        return switch (spent) {
            case NOW -> Round.Consent.GIVEN;
            case BEFORE -> Round.Consent.USED;
            case UNKNOWN -> Round.Consent.LOST;
        };
    }

    private Register.Spent spendAt(Replica owner, String number) {
        return fleet.ask(owner, Errand.SPEND.of(number), PEER_PATIENCE)
                .map(answer -> Register.Spent.valueOf(answer.get("spent")))
                .orElse(Register.Spent.UNKNOWN);
    }

    /// Spends a number of this replica.
    Register.Spent spendHere(String number) {
        return register.spend(number);
    }
}
