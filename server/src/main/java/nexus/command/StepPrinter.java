package nexus.command;

import java.io.PrintStream;
import java.util.Locale;
import nexus.config.Step;

/// Prints steps as lines for people, or as JSON for programs.
///
/// @param form       which of the two
/// @param connection the one that is tried out
record StepPrinter(PrintStream out, Form form, String connection) {
    /// How steps are written.
    enum Form {
        PLAIN,
        COLOURED,
        JSON
    }

    private static final int WIDTH = 80;

    void heading(String text) {
        if (form != Form.JSON) out.println(connection + ": " + text);
    }

    void print(Step step) {
        out.println(form == Form.JSON ? json(step) : line(step));
    }

    private String line(Step step) {
        var isSkipped = step.outcome() == Step.Outcome.SKIPPED;
        var end = isSkipped ? "" : "%-" + WIDTH + "s  %5d ms";
        var text = isSkipped
                ? ""
                : String.format(Locale.ROOT, end, step.text(), step.time().toMillis());
        var name = String.format(Locale.ROOT, "%-15s", step.name());
        return ("  " + word(step.outcome()) + "  " + name + " " + text).stripTrailing();
    }

    private String word(Step.Outcome outcome) {
        return switch (outcome) {
            case OK -> coloured("32", "ok  ");
            case WARNING -> coloured("33", "warn");
            case FAILED -> coloured("31;1", "FAIL");
            case SKIPPED -> coloured("2", "skip");
        };
    }

    private String coloured(String code, String word) {
        return form == Form.COLOURED ? "\u001b[" + code + "m" + word + "\u001b[0m" : word;
    }

    private String json(Step step) {
        return "{\"connection\":" + quoted(connection) + ",\"step\":" + quoted(step.name()) + ",\"outcome\":"
                + quoted(step.outcome().name().toLowerCase(Locale.ROOT)) + ",\"text\":" + quoted(step.text())
                + ",\"millis\":" + step.time().toMillis() + "}";
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            if (character == '"' || character == '\\') quoted.append('\\').append((char) character);
            else if (character < ' ') quoted.append(String.format(Locale.ROOT, "\\u%04x", character));
            else quoted.append((char) character);
        });
        return quoted.append('"').toString();
    }
}
