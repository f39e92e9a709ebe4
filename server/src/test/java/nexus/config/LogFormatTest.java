package nexus.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The lines of the log, as they arrive on standard error.
class LogFormatTest {
    private final PrintStream before = System.err;

    @AfterEach
    void restore() {
        System.setErr(before);
        LogFormat.TEXT.install(LogFormat.Threshold.INFO);
    }

    private static String logged(LogFormat format, LogFormat.Threshold threshold) {
        var bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        format.install(threshold);
        Logger.getLogger("nexus.test").info("it said \"hi\"\nand left");
        Logger.getLogger("library").info("not for operators");
        return bytes.toString(UTF_8);
    }

    @Test
    void writesOneJsonObjectALineForCollectors() {
        var line = logged(LogFormat.JSON, LogFormat.Threshold.INFO);
        assertTrue(
                line.matches("\\{\"time\":\"[^\"]+Z\",\"level\":\"info\",\"logger\":\"nexus.test\","
                        + "\"message\":\"it said \\\\\"hi\\\\\"\\\\nand left\"}\n"),
                line);
    }

    @Test
    void writesPlainLinesForPeople() {
        var line = logged(LogFormat.TEXT, LogFormat.Threshold.DEBUG);
        assertTrue(line.endsWith(" INFO nexus.test: it said \"hi\"\nand left\n"), line);
    }

    @Test
    void keepsQuietBelowItsThreshold() {
        assertEquals("", logged(LogFormat.TEXT, LogFormat.Threshold.WARNING));
    }
}
