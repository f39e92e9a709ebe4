package nexus.access.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import nexus.mcp.Observer;
import nexus.mcp.catalog.Catalog;

/// The book of who did what. A call that may change something is refused where its first line cannot be written; all
/// others go on, and lines that are lost are counted.
public final class Audit implements AutoCloseable {
    private final Lines lines;
    private final Trail trail;
    private final DoorBook door;

    private Audit(Lines lines, Target target) {
        this.lines = lines;
        var ticks = new AtomicReference<Runnable>(() -> {});
        trail = Trail.open(target, lines::lost, () -> ticks.get().run());
        door = new DoorBook(lines, trail::noteAtOnce, System::nanoTime);
        ticks.set(door::sumUp);
    }

    /// Begins the audit; nothing where there is to be none.
    ///
    /// @param replica names this process in every line
    /// @param stdout  the standard output
    /// @throws AuditException if the file cannot be opened
    public static Optional<Audit> open(Settings settings, String replica, OutputStream stdout) {
        return switch (settings.to()) {
            case NONE -> Optional.empty();
            case STDOUT -> Optional.of(to(Target.of(stdout), replica));
            case FILE -> settings.file().map(path -> to(file(settings, path), replica));
        };
    }

    static Audit to(Target target, String replica) {
        return new Audit(new Lines(replica, InstantSource.system()), target);
    }

    private static Target file(Settings settings, Path path) {
        try {
            return RotatingFile.open(settings, path);
        } catch (IOException e) {
            throw new AuditException("the audit cannot be written to " + path + ": set audit.file to another one", e);
        }
    }

    /// The same catalog, and the audit sees what its tools do.
    public Catalog watch(Catalog catalog) {
        return new Catalog(
                catalog.tools().stream()
                        .map(tool -> Watched.of(tool, new What(catalog), this))
                        .toList(),
                catalog.resources(),
                catalog.prompts(),
                catalog.changes(),
                catalog.hasLogs());
    }

    /// An observer that writes a line for each request, beside what another does.
    public Observer observer(Observer other, Catalog catalog) {
        return new Bookkeeper(other, new What(catalog), this);
    }

    /// Where those are told of who were turned away.
    public Door door() {
        return door;
    }

    /// Writes the line that stands before a change.
    ///
    /// @return whether it is written
    boolean begin(Deed deed, What what) {
        return trail.write(lines.begin(deed, what));
    }

    /// Writes that something begins that may last.
    void note(Deed deed, What what) {
        trail.note(lines.begin(deed, what));
    }

    void end(Deed deed, What what, String outcome) {
        trail.note(lines.end(deed, what, outcome));
    }

    /// Lines written so far.
    public long written() {
        return trail.written();
    }

    /// Lines lost so far.
    public long dropped() {
        return trail.dropped();
    }

    @Override
    public void close() throws IOException {
        door.close();
        trail.close();
    }
}
