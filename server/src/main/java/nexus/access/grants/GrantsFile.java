package nexus.access.grants;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import nexus.config.Patrol;
import nexus.config.Section;

/// The grants of a file, also after it has changed. What it holds is compared, and not what the folder tells of it:
/// that is true also where Kubernetes swaps a mounted file, or an editor keeps its time.
public final class GrantsFile implements AutoCloseable {
    /// Short names of environment variables.
    public static final Map<String, String> ALIASES = Map.of("NEXUS_GRANTS_FILE", "auth.grants-file");

    private static final String KEY = "grants-file";
    private static final System.Logger LOG = System.getLogger(GrantsFile.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_BYTES = 1 << 20;
    /// No YAML begins so.
    private static final String UNREADABLE = "\0";

    private final Path file;
    private final GrantCheck check;
    private final List<Consumer<Grants>> listeners = new CopyOnWriteArrayList<>();
    private final Patrol patrol = new Patrol("grants", LOOK, this::look);
    private volatile Grants current;
    private String settled;
    private String seen;

    private GrantsFile(Path file, GrantCheck check) {
        this.file = file;
        this.check = check;
        settled = content(file);
        seen = settled;
        current = read(file, settled, check);
    }

    /// The file that the settings name, if any. Each thing that is wrong with it is a problem of the configuration.
    public static Optional<Path> read(Section auth, GrantCheck check) {
        var file = auth.fileIfSet(KEY);
        try {
            file.filter(Files::isReadable).filter(Files::isRegularFile).ifPresent(it -> load(it, check));
        } catch (GrantsException e) {
            e.problems()
                    .forEach(problem -> auth.problem(
                            KEY,
                            problem,
                            "grants as docs/grants.md shows them",
                            "grants: [{name: readers, who: [\"*\"], connections: [\"*\"], databases: [shop]}]"));
        }
        return file;
    }

    /// Reads a file and goes on looking at it.
    ///
    /// @throws GrantsException if it cannot be used
    public static GrantsFile open(Path file, GrantCheck check) {
        var opened = new GrantsFile(file, check);
        LOG.log(INFO, "Grants: " + opened.current.all().size() + " from " + file);
        opened.patrol.start();
        return opened;
    }

    /// Reads a file once.
    ///
    /// @throws GrantsException if it cannot be used
    public static Grants load(Path file, GrantCheck check) {
        return read(file, content(file), check);
    }

    private static Grants read(Path file, String content, GrantCheck check) {
        var read = GrantsText.read(content, check);
        if (!read.problems().isEmpty()) throw new GrantsException(file.toString(), read.problems());
        return read.grants();
    }

    private static String content(Path file) {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES)
                throw new GrantsException(file.toString(), List.of("it is larger than 1 MiB"));
            return new String(bytes, UTF_8);
        } catch (IOException e) {
            throw new GrantsException(
                    file.toString(),
                    List.of("it cannot be read (" + e.getClass().getSimpleName() + ")"));
        }
    }

    /// The grants in force.
    public Grants current() {
        return current;
    }

    /// Has somebody told of new grants, once they are in force.
    ///
    /// @param listener must not wait
    public void whenChanged(Consumer<Grants> listener) {
        listeners.add(listener);
    }

    /// Takes what is new once two looks have found the same: the first may have come while somebody was writing.
    void look() {
        var now = contentNow();
        var isSettled = now.equals(seen);
        seen = now;
        if (!isSettled || now.equals(settled)) return;
        settled = now;
        try {
            if (now.startsWith(UNREADABLE)) throw new GrantsException(file.toString(), List.of(now.substring(1)));
            take(read(file, now, check));
        } catch (RuntimeException e) {
            LOG.log(WARNING, e.getMessage() + "; the " + current.all().size() + " grants read before stay in force");
        }
    }

    private String contentNow() {
        try {
            return content(file);
        } catch (GrantsException e) {
            return UNREADABLE + String.join("; ", e.problems());
        }
    }

    private void take(Grants grants) {
        current = grants;
        LOG.log(INFO, "Grants: " + grants.all().size() + " read anew from " + file);
        listeners.forEach(listener -> listener.accept(grants));
    }

    @Override
    public void close() {
        patrol.close();
    }
}
