package nexus.access.grants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import nexus.testing.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file of grants that changes under way.
class GrantsFileTest {
    private final List<Grants> told = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path path;
    private GrantsFile file;

    private static String grant(String name) {
        return "grants: [{name: " + name + ", who: [alice], connections: [default], databases: [shop]}]";
    }

    @BeforeEach
    void open() throws IOException {
        path = Files.writeString(folder.resolve("grants.yaml"), grant("a"));
        file = GrantsFile.open(path, GrantCheck.NONE);
        file.whenChanged(told::add);
    }

    @AfterEach
    void close() {
        file.close();
    }

    private String inForce() {
        return file.current().all().getFirst().name();
    }

    @Test
    void isTakenOnceItHasSettled() throws IOException {
        file.close();
        Files.writeString(path, grant("b"));
        file.look();
        Files.writeString(path, grant("c"));
        file.look();
        assertEquals("a", inForce());
        file.look();
        assertEquals("c", inForce());
        file.look();
        assertEquals(List.of(file.current()), told);
    }

    @Test
    void isSeenByItself() throws IOException {
        var next = Files.writeString(folder.resolve("next.yaml"), grant("b"));
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        Eventually.holds("new grants are in force", () -> inForce().equals("b"));
    }

    @Test
    void leavesTheLastGoodGrantsInForceWhereItCannotBeUsed() throws IOException {
        file.close();
        Files.writeString(path, "grants: [{name: b}, {nam: c}]");
        file.look();
        file.look();
        assertEquals("a", inForce());
        Files.delete(path);
        file.look();
        file.look();
        assertEquals("a", inForce());
        assertEquals(List.of(), told);
        Files.writeString(path, grant("b"));
        file.look();
        file.look();
        assertEquals("b", inForce());
    }

    @Test
    void cannotBeOpenedWhereItCannotBeUsed() throws IOException {
        Files.writeString(path, "grants: [{name: b, who: [x], connections: [y]}]");
        var bad = assertThrows(GrantsException.class, () -> GrantsFile.open(path, GrantCheck.NONE));
        assertEquals(
                path + " cannot be used: line 1, grant 1 (b): databases is needed: names, or * for all",
                bad.getMessage());
        Files.writeString(path, "#".repeat((1 << 20) + 1));
        assertEquals(
                List.of("it is larger than 1 MiB"),
                assertThrows(GrantsException.class, () -> GrantsFile.load(path, GrantCheck.NONE))
                        .problems());
    }
}
