package nexus.access.audit;

import java.io.IOException;
import java.io.OutputStream;

/// Where lines go in the end.
@FunctionalInterface
interface Target extends AutoCloseable {
    /// Hands whole lines to the operating system: all of them, or, where it fails, none that stays.
    void write(byte[] lines) throws IOException;

    @Override
    default void close() throws IOException {}

    /// A stream of this process.
    static Target of(OutputStream out) {
        return lines -> {
            out.write(lines);
            out.flush();
        };
    }
}
