package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.mongo.view.Level;
import nexus.mongo.view.Sight;
import nexus.testing.PartView;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// A view on one database, and the same by hand: documents without what it keeps back.
record Shown(String database, Map<String, Sight> sights) implements PartView {
    private static final List<String> HIDDEN = List.of("secret", "in.secret", "list.secret", "list.in.secret");
    private static final List<String> MASKED = List.of("card", "in.card", "list.card");
    static final Map<String, Sight> SIGHTS = Map.of(
            "orders", new Sight(HIDDEN, MASKED, "{\"tenant\":1}", Level.READ),
            "notes", new Sight(HIDDEN, List.of(), "", Level.READ),
            "people", Sight.whole(Level.READ));
    /// Keeps back what is not there, by as many stages as [#SIGHTS]: some servers answer otherwise with a stage that
    /// changes nothing before the others.
    static final Map<String, Sight> ALIKE = Map.of(
            "orders", new Sight(List.of("gone"), List.of("off"), "{\"_id\":{\"$exists\":true}}", Level.READ),
            "notes", new Sight(List.of("gone"), List.of(), "", Level.READ),
            "people", Sight.whole(Level.READ));

    Shown(String database) {
        this(database, SIGHTS);
    }

    @Override
    public boolean hasDatabase(String name) {
        return name.equals(database);
    }

    @Override
    public Optional<Sight> sight(String name, String collection) {
        return hasDatabase(name) ? Optional.ofNullable(sights.get(collection)) : Optional.empty();
    }

    /// All that an answer says.
    static String text(Answer answer) {
        return switch (answer) {
            case Answer.Documents found -> new String(JsonBuffer.join(found.json()), UTF_8) + found.notes();
            case Answer.Listed found -> text(found.items());
            case Answer.Schema found -> new String(found.json(), UTF_8);
            case Answer.Indexes found -> new String(found.json(), UTF_8);
            default -> answer.toString();
        };
    }

    /// A document as the caller should see it.
    static BsonDocument without(BsonDocument document, Sight sight) {
        var copy = BsonDocument.parse(document.toJson());
        sight.hidden().forEach(path -> remove(copy, path));
        sight.masked().forEach(path -> mask(copy, path));
        return copy;
    }

    private static void remove(BsonValue value, String path) {
        if (value instanceof BsonArray array) array.forEach(element -> remove(element, path));
        if (!(value instanceof BsonDocument document)) return;
        int dot = path.indexOf('.');
        if (dot < 0) document.remove(path);
        else if (document.containsKey(path.substring(0, dot)))
            remove(document.get(path.substring(0, dot)), path.substring(dot + 1));
    }

    private static void mask(BsonValue value, String path) {
        if (value instanceof BsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isArray()) array.set(i, new BsonString(Sight.MASK));
                else mask(array.get(i), path);
            }
        }
        if (!(value instanceof BsonDocument document)) return;
        int dot = path.indexOf('.');
        var name = dot < 0 ? path : path.substring(0, dot);
        if (!document.containsKey(name)) return;
        if (dot < 0) document.put(name, new BsonString(Sight.MASK));
        else mask(document.get(name), path.substring(dot + 1));
    }
}
