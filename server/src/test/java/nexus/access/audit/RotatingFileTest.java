package nexus.access.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of the audit and its bounds.
class RotatingFileTest {
    private static final long MAX = 64 << 10;

    @TempDir
    private Path folder;

    private RotatingFile open(int files) throws IOException {
        var path = folder.resolve("audit.log");
        return RotatingFile.open(new Settings(Settings.To.FILE, Optional.of(path), MAX, files), path);
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static byte[] line(int number, int size) {
        var text = new StringBuilder("line " + number + " ");
        while (text.length() < size - 1) text.append('x');
        return (text + "\n").getBytes(UTF_8);
    }

    private long total() throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private long count() throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void keepsTheLastFilesInOrder() throws IOException {
        try (var file = open(2)) {
            for (int i = 0; i < 5; i++) file.write(line(i, 60_000));
        }
        assertTrue(text("audit.log").startsWith("line 4 "));
        assertTrue(text("audit.log.1").startsWith("line 3 "));
        assertTrue(text("audit.log.2").startsWith("line 2 "));
        assertEquals(3, count());
    }

    @Test
    void neverTakesMoreThanItsBounds() throws IOException {
        var random = new Random(54);
        try (var file = open(3)) {
            for (int i = 0; i < 400; i++) {
                file.write(line(i, 20 + random.nextInt(30_000)));
                assertTrue(total() <= 4 * MAX, () -> "too much");
            }
        }
        assertEquals(4, count());
    }

    @Test
    void withoutOlderFilesItBeginsAgain() throws IOException {
        try (var file = open(0)) {
            for (int i = 0; i < 3; i++) file.write(line(i, 60_000));
        }
        assertTrue(text("audit.log").startsWith("line 2 "));
        assertEquals(1, count());
    }

    @Test
    void goesOnWhereTheProcessBeforeEnded() throws IOException {
        try (var file = open(1)) {
            file.write(line(1, 20));
        }
        Files.writeString(folder.resolve("audit.log"), text("audit.log") + "half a li");
        try (var file = open(1)) {
            file.write("whole\n".getBytes(UTF_8));
        }
        assertEquals("line 1 xxxxxxxxxxxx\nhalf a li\nwhole\n", text("audit.log"));
    }

    @Test
    void isMadeAnewWhenSomebodyTakesItAway() throws IOException {
        try (var file = open(1)) {
            file.write(line(1, 20));
            Files.move(folder.resolve("audit.log"), folder.resolve("taken"));
            file.write("next\n".getBytes(UTF_8));
        }
        assertEquals("next\n", text("audit.log"));
        assertEquals("line 1 xxxxxxxxxxxx\n", text("taken"));
    }

    @Test
    void isWrittenAgainOnceItsFolderIsBack() throws IOException {
        var moved = folder.resolveSibling(folder.getFileName() + "-moved");
        try (var file = open(1)) {
            Files.move(folder, moved);
            assertThrows(IOException.class, () -> file.write(line(1, 20)));
            assertThrows(IOException.class, () -> file.write(line(2, 20)));
            Files.move(moved, folder);
            file.write(line(3, 20));
        }
        assertEquals("line 3 xxxxxxxxxxxx\n", text("audit.log"));
    }

    @Test
    void isNotForEverybodyToRead() throws IOException {
        open(1).close();
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("audit.log"))));
    }
}
