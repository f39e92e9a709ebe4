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
        if (form != Form.JSON) out.println(Printable.of(connection + ": " + text));
    }

    void print(Step step) {
        out.println(form == Form.JSON ? json(step) : line(step));
    }

    private String line(Step step) {
        var name = String.format(Locale.ROOT, "%-15s", Printable.of(step.name()));
        return ("  " + word(step.outcome()) + "  " + name + " " + text(step)).stripTrailing();
    }

    private static String text(Step step) {
        if (step.outcome() == Step.Outcome.SKIPPED) return "";
        var form = "%-" + WIDTH + "s  %5d ms";
        return String.format(
                Locale.ROOT, form, Printable.of(step.text()), step.time().toMillis());
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
        return "{\"connection\":" + Printable.json(connection) + ",\"step\":" + Printable.json(step.name())
                + ",\"outcome\":"
                + Printable.json(step.outcome().name().toLowerCase(Locale.ROOT)) + ",\"text\":"
                + Printable.json(step.text())
                + ",\"millis\":" + step.time().toMillis() + "}";
    }
}
