package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
    @Test
    void aNameIsNoReason(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        assertEquals(
                "its folder does not exist",
                why(() -> Files.createFile(folder.resolve("none").resolve("key"))));
        assertEquals("a file is there", why(() -> Files.createFile(file)));
        assertEquals("a file is there", why(() -> Files.createDirectories(file)));
        assertEquals("Not a directory", why(() -> Files.createFile(file.resolve("key"))));
    }

    private static String why(Executable write) {
        return FileTrouble.why(assertThrows(IOException.class, write));
    }
}
