package nexus.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import nexus.config.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server says, on a terminal.
class PrintableTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String printed(StepPrinter.Form form, String text) {
        var printer = new StepPrinter(new PrintStream(out, true, UTF_8), form, "default");
        printer.print(new Step("login", Step.Outcome.OK, text, Duration.ofMillis(7)));
        return out.toString(UTF_8);
    }

    @ParameterizedTest(name = "hides U+{0}")
    @CsvSource({
        "0000", "0007", "0008", "0009", "000a", "000d", "001b", "007f", "0085", "009b", "00ad", "061c", "200b", "200e",
        "2028", "2029", "202e", "2066", "2069", "fdd0", "feff", "e000", "e0041", "d800"
    })
    void hidesWhatATerminalObeys(String digits) {
        var text = "a" + Character.toString(Integer.parseInt(digits, 16)) + "b";
        assertEquals("a?b", Printable.of(text));
    }

    @ParameterizedTest(name = "keeps {0}")
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.6p1", "Ünïcode – \"shop\" → 日本語", "~!@#$%^&*()", "😀"})
    void keepsWhatShows(String text) {
        assertEquals(text, Printable.of(text));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = StepPrinter.Form.class,
            names = {"PLAIN", "COLOURED"})
    void aStepCannotForgeAnother(StepPrinter.Form form) {
        var printed = printed(form, "SSH-2.0-x\u001b[1A\r\n  ok    login  \u202edoog lla");
        assertEquals(1, printed.lines().count(), printed);
        assertEquals(
                "SSH-2.0-x?[1A??  ok    login  ?doog lla",
                printed.substring(printed.indexOf("SSH-")).replaceFirst(" +7 ms\\R$", ""));
    }

    @Test
    void jsonKeepsThemEscaped() {
        var printed = printed(StepPrinter.Form.JSON, "\u001b\u009b\n\u202e\"\\\udb40\udc41ü$1");
        assertEquals(
                "{\"connection\":\"default\",\"step\":\"login\",\"outcome\":\"ok\",\"text\":"
                        + "\"\\u001b\\u009b\\u000a\\u202e\\\"\\\\\\udb40\\udc41ü$1\",\"millis\":7}",
                printed.strip());
    }
}
