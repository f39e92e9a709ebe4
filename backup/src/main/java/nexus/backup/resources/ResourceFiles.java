package nexus.backup.resources;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nexus.backup.run.Entry;
import nexus.backup.run.OpenObject;

/// Writes what was found as the files of a run.
public final class ResourceFiles {
    /// Where the files go.
    @FunctionalInterface
    public interface Sink {
        OpenObject open(String path, String name, long bytes) throws IOException;
    }

    private final Sink sink;
    private final List<Entry> entries = new ArrayList<>();

    private ResourceFiles(Sink sink) {
        this.sink = sink;
    }

    /// Writes them.
    ///
    /// @return its objects in the order of a restore, behind what tells where they are from
    public static List<Entry> write(Saved saved, Sink sink) throws IOException {
        var files = new ResourceFiles(sink);
        files.put(Saved.ABOUT, "", Codec.json(saved.about()));
        if (saved.helm().isPresent()) {
            files.put(Saved.RELEASE, "", Codec.json(saved.helm().get().about()));
            files.put(Saved.VALUES, "", Codec.yaml(saved.helm().get().values()));
        }
        for (var object : saved.objects()) files.put(Saved.path(object), Saved.label(object), Codec.json(object));
        return files.entries;
    }

    private void put(String path, String name, String text) throws IOException {
        var bytes = Codec.bytes(text);
        try (var object = sink.open(path, name, bytes.length)) {
            object.write(bytes, 0, bytes.length);
            entries.add(object.finish());
        }
    }
}
