package nexus.backup.run;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/// The form of `manifest.json`.
final class ManifestJson {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private ManifestJson() {}

    static String write(Manifest manifest) {
        var entries = new BsonArray();
        manifest.entries().forEach(entry -> entries.add(tree(entry)));
        var skipped = new BsonArray();
        manifest.skipped().forEach(one -> skipped.add(tree(one)));
        return Json.write(new BsonDocument("format", new BsonInt32(Manifest.FORMAT))
                .append("kind", new BsonString(manifest.kind().word()))
                .append("run", new BsonString(manifest.run().text()))
                .append("name", new BsonString(manifest.name()))
                .append("tool", new BsonString(manifest.tool()))
                .append("started", new BsonString(manifest.started().toString()))
                .append("finished", new BsonString(manifest.finished().toString()))
                .append("only", texts(manifest.only()))
                .append("source", tree(manifest.source()))
                .append("consistency", tree(manifest.consistency()))
                .append("recipients", texts(manifest.recipients()))
                .append("fence", new BsonInt64(manifest.fence()))
                .append("entries", entries)
                .append("skipped", skipped));
    }

    private static BsonArray texts(List<String> texts) {
        return new BsonArray(texts.stream().map(BsonString::new).toList());
    }

    private static BsonDocument tree(Source source) {
        return new BsonDocument("server", new BsonString(source.server()))
                .append("topology", new BsonString(source.topology()))
                .append("more", source.more());
    }

    private static BsonDocument tree(Consistency consistency) {
        return new BsonDocument("level", new BsonString(consistency.level().word()))
                .append("time", new BsonInt64(consistency.time()))
                .append("increment", new BsonInt64(consistency.increment()));
    }

    private static BsonDocument tree(Manifest.Skipped skipped) {
        return new BsonDocument("namespace", new BsonString(skipped.namespace()))
                .append("why", new BsonString(skipped.why()));
    }

    private static BsonDocument tree(Entry entry) {
        return new BsonDocument("path", new BsonString(entry.path()))
                .append("namespace", new BsonString(entry.namespace()))
                .append("documents", new BsonInt64(entry.documents()))
                .append("bytes", new BsonInt64(entry.bytes()))
                .append("sha256", new BsonString(entry.sha256()))
                .append("storedBytes", new BsonInt64(entry.storedBytes()))
                .append("storedSha256", new BsonString(entry.storedSha256()));
    }

    /// Reads one.
    ///
    /// @throws NewerFormatException if a later version has written it
    /// @throws DamageException      if it is none
    static Manifest read(String key, String text) {
        var json = Json.parse(key, text);
        if (json.number("format") > Manifest.FORMAT)
            throw new NewerFormatException(
                    key + " has format " + json.number("format") + ", but this program knows up to " + Manifest.FORMAT
                            + ": use the version that wrote it (" + json.text("tool") + ") or a newer one");
        var manifest = new Manifest(
                choice(json, "kind", Kind.class),
                RunId.parse(json.text("run")).orElseThrow(() -> json.damaged("run")),
                json.text("name"),
                json.text("tool"),
                json.time("started"),
                json.time("finished"),
                json.texts("only"),
                source(json.object("source")),
                consistency(json.object("consistency")),
                json.texts("recipients"),
                json.number("fence"),
                json.objects("entries").stream().map(ManifestJson::entry).toList(),
                json.objects("skipped").stream().map(ManifestJson::skipped).toList());
        requireDifferent(json, manifest.entries());
        return manifest;
    }

    private static Source source(Json json) {
        return new Source(
                json.text("server"), json.text("topology"), json.object("more").tree());
    }

    private static Consistency consistency(Json json) {
        return new Consistency(
                choice(json, "level", Consistency.Level.class), json.number("time"), json.number("increment"));
    }

    private static Manifest.Skipped skipped(Json json) {
        return new Manifest.Skipped(json.text("namespace"), json.text("why"));
    }

    private static Entry entry(Json json) {
        var entry = new Entry(
                json.text("path"),
                json.text("namespace"),
                json.number("documents"),
                json.number("bytes"),
                json.text("sha256"),
                json.number("storedBytes"),
                json.text("storedSha256"));
        if (!HASH.matcher(entry.sha256()).matches()) throw json.damaged("sha256");
        if (!HASH.matcher(entry.storedSha256()).matches()) throw json.damaged("storedSha256");
        return entry;
    }

    private static <E extends Enum<E>> E choice(Json json, String name, Class<E> type) {
        try {
            return Enum.valueOf(type, json.text(name).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw json.damaged(name);
        }
    }

    private static void requireDifferent(Json json, List<Entry> entries) {
        var paths = new HashSet<String>();
        for (var entry : entries) if (!paths.add(entry.path())) throw json.damaged("entries");
    }
}
