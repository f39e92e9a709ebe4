package nexus.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nexus.testing.Json;

/// Right requests of every revision and every method.
final class Corpus {
    /// The handshake revisions, newest first.
    static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    private static final String OLDEST = LEGACY.getLast();

    /// A method with its `params`.
    private record Ask(String method, String params) {
        /// Its name among the seeds.
        String words(String revision) {
            var json = Json.parse(params);
            var what = json.text("name").or(() -> json.text("uri")).orElse("");
            return (revision + " " + method + " " + what).strip();
        }
    }

    private static final List<Ask> EVERYWHERE = List.of(
            new Ask("tools/list", "{}"),
            new Ask("resources/list", "{}"),
            new Ask("resources/templates/list", "{}"),
            new Ask("resources/read", "{\"uri\":\"fuzz://one\"}"),
            new Ask("resources/read", "{\"uri\":\"fuzz://notes/a%20b\"}"),
            new Ask("prompts/list", "{}"),
            new Ask("prompts/get", "{\"name\":\"greet\",\"arguments\":{\"whom\":\"Ann\"}}"),
            new Ask("completion/complete", completion("{\"type\":\"ref/prompt\",\"name\":\"greet\"}", "whom")),
            new Ask(
                    "completion/complete",
                    completion("{\"type\":\"ref/resource\",\"uri\":\"fuzz://notes/{name}\"}", "name")),
            call("list-databases", "{}"),
            call("list-collections", "{\"database\":\"shop\"}"),
            call(
                    "count",
                    "{\"database\":\"shop\",\"collection\":\"orders\",\"query\":{\"status\":{\"$exists\":true}}}"),
            call(
                    "find",
                    "{\"database\":\"shop\",\"collection\":\"orders\",\"filter\":{},\"sort\":{\"_id\":1},\"limit\":2}"),
            call(
                    "aggregate",
                    "{\"database\":\"shop\",\"collection\":\"orders\",\"pipeline\":[{\"$match\":{}},{\"$limit\":3}]}"),
            call("distinct", "{\"database\":\"shop\",\"collection\":\"orders\",\"field\":\"status\"}"),
            call("collection-schema", "{\"database\":\"shop\",\"collection\":\"orders\",\"sampleSize\":5}"),
            call(
                    "explain",
                    "{\"database\":\"shop\",\"collection\":\"orders\",\"verbosity\":\"queryPlanner\","
                            + "\"method\":[{\"name\":\"find\",\"arguments\":{\"filter\":{}}}]}"),
            call("mirror", "{\"word\":\"wörd\",\"count\":3}"),
            call("ask", "{}"),
            call("ask-model", "{}"),
            call("confirm", "{\"count\":1}"),
            call("steps", "{}"),
            call("work", "{}"),
            call("show", "{}"));

    private static final List<Ask> LEGACY_ONLY = List.of(
            new Ask("ping", "{}"),
            new Ask("logging/setLevel", "{\"level\":\"debug\"}"),
            new Ask("resources/subscribe", "{\"uri\":\"fuzz://notes/a\"}"),
            new Ask("resources/unsubscribe", "{\"uri\":\"fuzz://notes/a\"}"));

    private static final List<Ask> NOTIFICATIONS = List.of(
            new Ask("notifications/initialized", "{}"),
            new Ask("notifications/cancelled", "{\"requestId\":7,\"reason\":\"enough\"}"),
            new Ask("notifications/roots/list_changed", "{}"));

    private Corpus() {}

    private static Ask call(String tool, String arguments) {
        return new Ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    private static String completion(String ref, String argument) {
        return "{\"ref\":" + ref + ",\"argument\":{\"name\":\"" + argument + "\",\"value\":\"a\"}}";
    }

    static List<Seed> all() {
        var seeds = new ArrayList<>(modern());
        for (var revision : LEGACY) seeds.addAll(legacy(revision));
        seeds.add(batch());
        return List.copyOf(seeds);
    }

    private static List<Seed> modern() {
        var seeds = new ArrayList<Seed>();
        for (var ask : EVERYWHERE) seeds.add(modern(ask));
        seeds.add(modern(new Ask("server/discover", "{}")));
        seeds.add(modern(new Ask(
                "subscriptions/listen",
                "{\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"fuzz://notes/a\"]}}")));
        var cancelled = Stateless.notification("notifications/cancelled", "{\"requestId\":7}");
        seeds.add(new Seed("2026-07-28 notifications/cancelled", cancelled, 202));
        return seeds;
    }

    private static Seed modern(Ask ask) {
        return new Seed(ask.words("2026-07-28"), Stateless.request(ask.method(), ask.params()), 200);
    }

    private static List<Seed> legacy(String revision) {
        var handshake = new Handshake(revision);
        var seeds = new ArrayList<Seed>();
        for (var ask : EVERYWHERE) seeds.add(legacy(handshake, ask));
        for (var ask : LEGACY_ONLY) seeds.add(legacy(handshake, ask));
        for (var ask : NOTIFICATIONS)
            seeds.add(new Seed(ask.words(revision), handshake.notification(ask.method(), ask.params()), 202));
        var sessionless = handshake.request("tools/list", "{}").without("Mcp-Session-Id");
        seeds.add(new Seed(revision + " tools/list without a session", sessionless, 200));
        seeds.add(new Seed(revision + " initialize", handshake.initialize(), 200));
        seeds.add(new Seed(revision + " GET", handshake.stream(), 200));
        seeds.add(new Seed(revision + " DELETE", handshake.end(), 204));
        return seeds;
    }

    private static Seed legacy(Handshake handshake, Ask ask) {
        return new Seed(ask.words(handshake.revision()), handshake.request(ask.method(), ask.params()), 200);
    }

    /// All that may stand in one batch.
    private static Seed batch() {
        var messages = EVERYWHERE.stream()
                .filter(ask -> !ask.method().equals("tools/call"))
                .map(ask -> Handshake.message("\"id\":\"" + ask.method() + "\",", ask.method(), ask.params()))
                .collect(Collectors.joining(
                        ",", "[", "," + Handshake.message("", "notifications/initialized", "{}") + "]"));
        return new Seed(OLDEST + " batch", new Handshake(OLDEST).post(messages), 200);
    }
}
