package nexus.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The texts that are part of the program.
final class Bundled {
    private Bundled() {}

    /// @throws IllegalStateException if the program was built without it
    static String text(String name) {
        try (var in = Bundled.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("the program was built without its text " + name);
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the text " + name + " of the program cannot be read", e);
        }
    }
}
