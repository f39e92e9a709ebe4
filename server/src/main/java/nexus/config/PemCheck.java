package nexus.config;

import java.nio.file.Path;

/// Looks at the PEM files that a section names while it is read, and notes what is wrong with them.
///
/// @param folder of the files in examples
public record PemCheck(Section section, String folder) {
    /// A reader of one kind of file.
    public interface Reading {
        Object read(Path file) throws Pem.Unusable;
    }

    /// Whether a file can be opened; one that cannot has been noted when its key was read.
    public static boolean isThere(Path file) {
        return file.toFile().isFile() && file.toFile().canRead();
    }

    /// Whether a file holds what it should; a problem is noted where it does not.
    ///
    /// @param allowed what it should hold
    public boolean isGood(String key, Path file, String allowed, Reading reading) {
        try {
            var _ = reading.read(file);
            return true;
        } catch (Pem.Unusable | RuntimeException e) {
            section.problem(key, String.valueOf(e.getMessage()), allowed, key + ": " + folder + "/" + key + ".pem");
            return false;
        }
    }
}
