package nexus.access.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nexus.config.Section;

/// Where the audit is written.
///
/// @param file     needed where it goes to a file
/// @param maxBytes of one file
/// @param files    older ones that are kept beside it
public record Settings(To to, Optional<Path> file, long maxBytes, int files) {
    private static final String FILE = "file";
    private static final String EXAMPLE = "audit.file: /var/log/nexus/audit.log";
    private static final String ALLOWED = "a file in a folder that this process may write to";
    private static final int MOST_FILES = 1000;

    /// The places it can go to.
    public enum To {
        NONE,
        STDOUT,
        FILE
    }

    public static Settings read(Section section) {
        var settings = new Settings(
                section.choice("to", To.class),
                section.textIfSet(FILE, ALLOWED).map(Path::of),
                section.bytes("max-bytes", RotatingFile.SMALLEST, 64L << 30),
                section.integer("files", 0, MOST_FILES));
        settings.objection().ifPresent(what -> section.problem(FILE, what, ALLOWED, EXAMPLE));
        return settings;
    }

    /// Whoever names a file believes that it is written.
    private Optional<String> objection() {
        if (to != To.FILE) return file.map(_ -> "audit.to is not file, so nothing would be written to it");
        if (file.isEmpty()) return Optional.of("audit.to is file, so it is needed");
        var path = file.get().toAbsolutePath();
        if (Files.isDirectory(path)) return Optional.of(path + " is a folder");
        var folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder)) return Optional.of("there is no folder " + folder);
        return Files.isWritable(Files.exists(path) ? path : folder)
                ? Optional.empty()
                : Optional.of("this process may not write to " + path + ", look at its owner and mode");
    }
}
