package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.Set;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;

/// The methods of the protocol, by era.
final class Methods {
    /// All that are served, for the observer.
    static final Set<String> ALL = Set.of(
            "server/discover",
            "subscriptions/listen",
            "initialize",
            "ping",
            "logging/setLevel",
            "resources/subscribe",
            "resources/unsubscribe",
            "tools/list",
            ToolCalls.METHOD,
            "prompts/list",
            PromptCalls.METHOD,
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "completion/complete");

    private static final byte[] EMPTY_RESULT = "{}".getBytes(UTF_8);

    private final Catalog catalog;
    private final Fleet fleet;
    private final FixedAnswers fixed;
    private final Lists lists;
    private final ToolCalls tools;
    private final PromptCalls prompts;
    private final ResourceReads resources;
    private final Completions completions;
    private final Listening listening;
    private final Watches watches;
    private final SessionRoute route;

    Methods(Parts parts) {
        catalog = parts.catalog();
        fleet = parts.fleet();
        fixed = parts.fixed();
        lists = new Lists(catalog, fixed, fleet);
        var rounds = new Rounds(fleet, parts.questions(), parts.consents(), fixed);
        tools = new ToolCalls(catalog, rounds, new ToolTexts(parts.form(), fixed));
        prompts = new PromptCalls(catalog, rounds, fixed);
        resources = new ResourceReads(catalog.resources(), fixed);
        completions = new Completions(catalog, fixed);
        listening = new Listening(catalog.changes(), parts.watches(), parts.streams());
        watches = parts.watches();
        route = parts.route();
    }

    Answered modern(Exchange exchange) throws BadJson, Objection, InterruptedException {
        return switch (exchange.request().method()) {
            case "server/discover" -> Answered.ok(Reply.result(exchange.id(), fixed.discover()));
            case "subscriptions/listen" -> listening.listen(exchange);
            default -> common(exchange).orElseThrow(() -> Objection.refused(unknown(exchange)));
        };
    }

    Answered legacy(Exchange exchange) throws BadJson, Objection, InterruptedException {
        return switch (exchange.request().method()) {
            case "initialize" -> initialize(exchange);
            case "ping" -> empty(exchange);
            case "logging/setLevel" -> setLevel(exchange);
            case "resources/subscribe" -> subscribe(exchange, Errand.SUBSCRIBE);
            case "resources/unsubscribe" -> subscribe(exchange, Errand.UNSUBSCRIBE);
            default -> common(exchange).orElseThrow(() -> Objection.answered(unknown(exchange)));
        };
    }

    private Optional<Answered> common(Exchange exchange) throws BadJson, Objection, InterruptedException {
        return switch (exchange.request().method()) {
            case "tools/list" -> catalog.tools().isEmpty() ? Optional.empty() : Optional.of(lists.tools(exchange));
            case ToolCalls.METHOD -> Optional.of(tools.call(exchange));
            case String method
            when method.startsWith("prompts/") && !catalog.prompts().isEmpty() -> prompts(exchange);
            case String method
            when method.startsWith("resources/") && !catalog.resources().all().isEmpty() -> resources(exchange);
            default ->
                exchange.request().method().equals("completion/complete") && catalog.hasCompletion()
                        ? Optional.of(completions.complete(exchange))
                        : Optional.empty();
        };
    }

    private Optional<Answered> prompts(Exchange exchange) throws BadJson, Objection, InterruptedException {
        return switch (exchange.request().method()) {
            case "prompts/list" -> Optional.of(lists.prompts(exchange));
            case PromptCalls.METHOD -> Optional.of(prompts.get(exchange));
            default -> Optional.empty();
        };
    }

    private Optional<Answered> resources(Exchange exchange) throws Objection {
        return switch (exchange.request().method()) {
            case "resources/list" -> Optional.of(lists.resources(exchange));
            case "resources/templates/list" -> Optional.of(lists.templates(exchange));
            case "resources/read" -> Optional.of(resources.read(exchange));
            default -> Optional.empty();
        };
    }

    private static Fault unknown(Exchange exchange) {
        return Fault.methodNotFound(exchange.request().method());
    }

    /// An unknown version is answered with the newest handshake revision, never with a stateless one.
    private Answered initialize(Exchange exchange) throws BadJson, Objection {
        var wanted = exchange.text("protocolVersion", "the newest revision that the client speaks");
        var revision = Revision.of(wanted)
                .filter(known -> known != Revision.V2026_07_28)
                .orElse(Revision.NEWEST_LEGACY);
        var session = Session.begin(
                revision, Capabilities.of(exchange.object("capabilities"), revision), fleet.self(), exchange.caller());
        return Answered.ok(Reply.greeting(exchange.id(), fixed.greeting(revision), session.id(fleet.seal())));
    }

    private static Answered empty(Exchange exchange) {
        return Answered.ok(Reply.result(exchange.id(), EMPTY_RESULT));
    }

    private Answered setLevel(Exchange exchange) throws Objection, InterruptedException {
        if (!catalog.hasLogs()) throw Objection.answered(unknown(exchange));
        var level = exchange.text("level", "from where on to tell, such as info");
        if (LogLevel.of(level).isEmpty())
            throw Objection.params("there is no level \"" + JsonText.shorten(level)
                    + "\"; there are debug, info, notice, warning, error, critical, alert and emergency");
        return atOwner(exchange, Errand.SET_LEVEL, level);
    }

    private Answered subscribe(Exchange exchange, Errand errand) throws Objection, InterruptedException {
        if (!catalog.resources().canSubscribe().getAsBoolean()) throw Objection.answered(unknown(exchange));
        var uri = exchange.text("uri", "of the resource");
        if (catalog.resources().find(uri).isEmpty())
            throw Objection.answered(Fault.noResource(uri, exchange.revision()));
        // The replica that keeps the session knows less of the caller.
        if (errand == Errand.SUBSCRIBE && !watches.isFor(uri, exchange.caller())) throw unwatched();
        return atOwner(exchange, errand, uri);
    }

    /// Has the replica that keeps the session remember something.
    private Answered atOwner(Exchange exchange, Errand errand, String value) throws Objection, InterruptedException {
        var session = exchange.session()
                .orElseThrow(() -> Objection.refused(Fault.invalidRequest(
                        "this needs a session: send the Mcp-Session-Id that initialize was answered with")));
        var done = route.ask(session, exchange.caller(), errand, value);
        if (done.isEmpty()) return Answered.ok(Reply.gone(Optional.of(exchange.id())));
        if (done.get().says("ok", "false")) throw unwatched();
        return empty(exchange);
    }

    private static Objection unwatched() {
        return Objection.params("this resource cannot be watched, or there are too many watches: read it instead");
    }
}
