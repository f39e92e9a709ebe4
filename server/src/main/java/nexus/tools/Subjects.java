package nexus.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nexus.mcp.catalog.Call;
import nexus.mcp.json.JsonText;
import nexus.mongo.Answer;
import nexus.mongo.Reader;

/// Finds what a prompt is about, by its arguments: a database, or a collection where one is asked for.
record Subjects(Sources sources) {
    private static final String COLLECTION = "collection";
    private static final int MOST_NAMED = 20;

    Subject find(Map<String, String> arguments, Call call) {
        var given = arguments.getOrDefault(Sources.CONNECTION.name(), "");
        var reachable = sources.of(call.caller());
        var connection = reachable.name(given);
        if (connection.isEmpty()) return new Subject.Unknown(reachable.unknown(given));
        var place = new Place(
                connection.get(), arguments.getOrDefault("database", ""), arguments.getOrDefault(COLLECTION, ""));
        var source = reachable.find(place.connection()).orElseThrow();
        return source.outage()
                .get()
                .<Subject>map(reason -> new Subject.Unseen(place, reason))
                .orElseGet(() -> find(source, place, arguments.containsKey(COLLECTION), call));
    }

    private static Subject find(Sources.Source source, Place place, boolean wantsCollection, Call call) {
        var answer = source.ask(call, reader -> reader.listCollections(place.database()));
        if (answer instanceof Answer.Failed failed) return new Subject.Unseen(place, source.sentence(failed));
        if (answer instanceof Answer.Refused(var reason)) return new Subject.Unknown(reason);
        var names = Directory.collections(answer);
        if (names.isEmpty()) return noDatabase(source, place, call);
        if (!wantsCollection || names.contains(place.collection())) return new Subject.Known(place);
        return none(COLLECTION, place.collection(), names);
    }

    /// Some servers that speak MongoDB's protocol list a database once somebody has asked for it, so the others are
    /// told.
    private static Subject noDatabase(Sources.Source source, Place place, Call call) {
        var others = new ArrayList<>(Directory.databases(source.ask(call, Reader::listDatabases)));
        others.remove(place.database());
        return none("database", place.database(), others);
    }

    private static Subject none(String what, String name, List<String> names) {
        var shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMED)));
        var rest = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
        var others = names.isEmpty() ? "" : "; there are " + shown + rest;
        return new Subject.Unknown("there is no " + what + " \"" + JsonText.shorten(name) + "\"" + others);
    }
}
