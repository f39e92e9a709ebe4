package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Changes.Change;
import nexus.mcp.catalog.Resource.Watch;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// `subscriptions/listen` of MCP 2026-07-28 ("basic/utilities/subscriptions"): an answer that stays open and tells of
/// changes. This replica watches what is asked for itself.
final class Listening {
    private static final int MOST_URIS = 100;
    private static final String URIS = "resourceSubscriptions";

    private final Changes changes;
    private final Watches watches;
    private final Streams streams;

    Listening(Changes changes, Watches watches, Streams streams) {
        this.changes = changes;
        this.watches = watches;
        this.streams = streams;
    }

    /// Listens until the server stops or the client is gone.
    Answered listen(Exchange exchange) throws BadJson, Objection, InterruptedException {
        if (exchange.params().object("notifications").isEmpty())
            throw Objection.params("notifications is needed: an object that says what to tell");
        var wishes = exchange.object("notifications");
        var uris = uris(wishes);
        if (!exchange.channel().canStream())
            throw Objection.params("the answer is an event stream: send Accept: application/json, text/event-stream");
        if (!exchange.channel().rest()) return Answered.ok(Reply.busy(Optional.of(exchange.id())));
        var notices = Notices.of(exchange.request());
        var mailbox = new Mailbox();
        var open = new ArrayList<Watch>();
        try {
            exchange.send(bytes(notices.acknowledged(honour(exchange, wishes, uris, mailbox, open))));
            streams.carry(mailbox, exchange.channel());
        } finally {
            open.forEach(Watch::close);
        }
        return Answered.ok(Reply.result(exchange.id(), closing(notices)));
    }

    /// Begins to watch what can be watched, and says what that is.
    private String honour(Exchange exchange, RawObject wishes, List<String> uris, Mailbox mailbox, List<Watch> open) {
        var notices = Notices.of(exchange.request());
        var honoured = new ArrayList<String>();
        for (var change : Change.values()) {
            if (!isWanted(wishes, change) || !changes.announces(change)) continue;
            honoured.add("\"" + change.filter() + "\":true");
            open.add(changes.listen(told -> {
                if (told == change) mailbox.put(notices.changed(change));
            }));
        }
        var watched = new ArrayList<String>();
        for (var uri : uris) {
            var watch = watches.watch(uri, exchange.caller(), () -> mailbox.put(notices.updated(uri)));
            if (watch.isEmpty()) continue;
            open.add(watch.get());
            watched.add(JsonText.quoted(uri));
        }
        if (!watched.isEmpty()) honoured.add("\"" + URIS + "\":[" + String.join(",", watched) + "]");
        return honoured.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private static boolean isWanted(RawObject wishes, Change change) {
        return wishes.field(change.filter())
                .filter(value -> value.json().equals("true"))
                .isPresent();
    }

    private static List<String> uris(RawObject wishes) throws BadJson, Objection {
        var given = wishes.field(URIS);
        if (given.isEmpty()) return List.of();
        var value = given.get();
        if (value.kind() != RawJson.Kind.ARRAY) throw Objection.params(URIS + " must be an array of URIs");
        var elements = RawObject.elements(value.bytes(), value.from(), value.to());
        if (elements.size() > MOST_URIS) throw Objection.params(URIS + " holds at most " + MOST_URIS + " URIs");
        if (elements.stream().anyMatch(element -> element.kind() != RawJson.Kind.STRING))
            throw Objection.params(URIS + " must be an array of URIs");
        return elements.stream().map(RawJson::text).distinct().toList();
    }

    private static byte[] closing(Notices notices) {
        return bytes("{\"resultType\":\"complete\"," + notices.meta() + "}");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(UTF_8);
    }
}
