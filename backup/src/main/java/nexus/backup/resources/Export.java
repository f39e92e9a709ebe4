package nexus.backup.resources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the objects of a run, decrypted, into a folder that its owner alone may read.
///
/// @param folder    is made; must be empty where it is there
/// @param namespace that the objects are to go to
/// @param all       whether those are written that Helm makes again
public record Export(SavedRun run, Path folder, String namespace, boolean all) {
    private static final String VALUES = "values.yaml";

    /// Writes them.
    ///
    /// @return the names of the files
    public List<String> write() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var files = new ArrayList<String>();
        if (run.values().isPresent()) files.add(write(VALUES, run.values().get()));
        if (run.release().isPresent())
            files.add(write("release.json", Codec.json(run.release().get())));
        for (var object : new Selection(run, namespace, all).objects()) {
            Owners.remove(object.getMetadata());
            var name = Saved.path(object).replaceFirst("^k8s/", "").replaceFirst("\\.json$", ".yaml");
            files.add(write(name, Codec.yaml(Codec.tree(object))));
        }
        return files;
    }

    private String write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
        return name;
    }

    /// Whether something is in the folder already.
    public boolean isTaken() throws IOException {
        if (!Files.exists(folder)) return false;
        try (var files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    /// The command that brings the release back, where one was saved.
    public Optional<String> command() {
        return run.release()
                .map(about -> HelmRelease.command(
                        about, namespace, folder.resolve(VALUES).toString()));
    }
}
