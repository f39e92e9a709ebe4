package nexus.http;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nexus.config.Patrol;
import nexus.config.Pem;

/// Hands the listener new certificates when its files change: those of a Secret are renewed long before a pod is. Files
/// that cannot be used, such as a key that is not yet the one of the certificate, leave what is there.
public final class FreshTls implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FreshTls.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final ListenerTls files;
    private final Consumer<Tls> taker;
    private final Patrol patrol = new Patrol("tls", LOOK, this::look);
    private String seen;

    private FreshTls(ListenerTls files, Consumer<Tls> taker) {
        this.files = files;
        this.taker = taker;
        seen = content();
    }

    /// Begins to look at the files.
    ///
    /// @param taker is given what they hold, once it has changed
    public static FreshTls of(ListenerTls files, Consumer<Tls> taker) {
        var fresh = new FreshTls(files, taker);
        fresh.patrol.start();
        return fresh;
    }

    private void look() {
        var now = content();
        if (now.equals(seen)) return;
        seen = now;
        try {
            taker.accept(files.tls());
            LOG.log(INFO, "The certificate of the listener is read anew from " + files.certificateFile());
        } catch (Pem.Unusable | RuntimeException e) {
            LOG.log(WARNING, "The listener keeps the certificate it has: " + e.getMessage());
        }
    }

    private String content() {
        return String.join(
                "\n",
                Stream.of(Optional.of(files.certificateFile()), Optional.of(files.keyFile()), files.clientCaFile())
                        .flatMap(Optional::stream)
                        .map(FreshTls::content)
                        .toList());
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    @Override
    public void close() {
        patrol.close();
    }
}
