package nexus.backup.dump;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// Tells an operator of what is out of the ordinary, and keeps it for the manifest.
final class Notes {
    private record Note(String namespace, String text) {
        BsonDocument document() {
            return new BsonDocument("namespace", new BsonString(namespace)).append("note", new BsonString(text));
        }
    }

    private final Progress progress;
    private final List<Note> all = new CopyOnWriteArrayList<>();

    Notes(Progress progress) {
        this.progress = progress;
    }

    /// @param namespace empty where it is about the whole dump
    void add(String namespace, String text) {
        all.add(new Note(namespace, text));
        progress.note(namespace, text);
    }

    BsonArray array() {
        return new BsonArray(all.stream().map(Note::document).toList());
    }
}
