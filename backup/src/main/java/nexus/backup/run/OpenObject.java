package nexus.backup.run;

import java.io.Closeable;
import java.io.IOException;

/// An object of a run that is being written. Closing it before [#finish] gives it up.
public interface OpenObject extends Closeable {
    /// Writes bytes that are no BSON document.
    void write(byte[] bytes, int offset, int length) throws IOException;

    /// Writes one BSON document.
    void document(byte[] bytes, int offset, int length) throws IOException;

    /// Bytes so far, before compression.
    long bytes();

    /// Makes it an object of the run.
    Entry finish() throws IOException;
}
