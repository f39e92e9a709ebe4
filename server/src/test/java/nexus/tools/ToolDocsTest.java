package nexus.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page about the tools says what the tools say.
class ToolDocsTest {
    private static final Path PAGE = Path.of("../docs/tools.md");

    @Test
    void thePageIsMadeOfTheCatalog() throws IOException {
        var sources = Desk.all(Map.of());
        var tools = Stream.concat(ReadTools.all(sources).stream(), WriteTools.every(sources).stream())
                .toList();
        var page = ToolDocs.page(tools);
        if ("update".equals(System.getProperty("docs.tools"))) Files.writeString(PAGE, page);
        assertEquals(page, Files.readString(PAGE), "run this test with -Ddocs.tools=update");
        for (var tool : tools) assertTrue(page.contains("\n## " + tool.name() + "\n"), tool.name());
    }
}
