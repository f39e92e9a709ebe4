package nexus.http;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
    /// The first look reads once more, since the files may have changed after the listener read them.
    private String seen = "";

    private String trouble = "";

    private FreshTls(ListenerTls files, Consumer<Tls> taker) {
        this.files = files;
        this.taker = taker;
    }

    /// Begins to look at the files, every 5 seconds.
    ///
    /// @param files of the listener
    /// @param taker is given what they hold, once it has changed
    public static FreshTls open(ListenerTls files, Consumer<Tls> taker) {
        var fresh = new FreshTls(files, taker);
        fresh.patrol.start();
        return fresh;
    }

    private void look() {
        var now = content();
        if (now.equals(seen)) return;
        try {
            taker.accept(files.tls());
            files.expiry().ifPresent(late -> tell("The certificate of the listener " + late));
            LOG.log(INFO, "The files of the listener's TLS are read: " + paths());
            seen = now;
            trouble = "";
        } catch (Pem.Unusable | RuntimeException e) {
            tell("The listener keeps the certificates and authorities it has: " + e.getMessage());
        }
    }

    /// Once, not at every look.
    private void tell(String news) {
        if (!news.equals(trouble)) LOG.log(WARNING, news);
        trouble = news;
    }

    private String paths() {
        return files.paths().stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private String content() {
        return files.paths().stream().map(FreshTls::content).collect(Collectors.joining("\n"));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    @Override
    public void close() {
        patrol.close();
    }
}
