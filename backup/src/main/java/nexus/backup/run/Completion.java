package nexus.backup.run;

import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/// The marker `COMPLETE` of a run, and what a list of runs tells of it.
///
/// @param manifest  SHA-256 of `manifest.json`, in hex
/// @param whole     whether all of the source was asked for
/// @param level     of consistency
/// @param documents in all objects
/// @param bytes     of all objects before compression
/// @param storedBytes of all objects as they lie in the bucket
record Completion(
        RunId run, String manifest, boolean whole, String level, long documents, long bytes, long storedBytes) {
    static Completion of(Manifest manifest, String text) {
        return new Completion(
                manifest.run(),
                Hashes.sha256(text),
                manifest.isWhole(),
                manifest.consistency().level().word(),
                manifest.documents(),
                manifest.bytes(),
                manifest.storedBytes());
    }

    static Completion read(String key, String text) {
        var json = Json.parse(key, text);
        return new Completion(
                RunId.parse(json.text("run")).orElseThrow(() -> json.damaged("run")),
                json.text("manifest"),
                json.flag("whole"),
                json.text("level"),
                json.number("documents"),
                json.number("bytes"),
                json.number("storedBytes"));
    }

    Run.Summary summary() {
        return new Run.Summary(whole, level, documents, bytes, storedBytes);
    }

    String write() {
        return Json.write(new BsonDocument("run", new BsonString(run.text()))
                .append("manifest", new BsonString(manifest))
                .append("whole", BsonBoolean.valueOf(whole))
                .append("level", new BsonString(level))
                .append("documents", new BsonInt64(documents))
                .append("bytes", new BsonInt64(bytes))
                .append("storedBytes", new BsonInt64(storedBytes)));
    }
}
