package nexus.config;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import tools.jackson.core.io.JsonStringEncoder;

/// How log lines are written, on standard error.
public enum LogFormat {
    /// `2026-01-31T09:30:00.123Z INFO nexus.health.StartUp: …`, for people.
    TEXT,
    /// One JSON object a line, for collectors.
    JSON;

    /// Held here because the log manager forgets loggers that nobody holds, with their levels.
    private static final Logger OURS = Logger.getLogger("nexus");

    /// How much is logged.
    public enum Threshold {
        DEBUG,
        INFO,
        WARNING,
        ERROR;

        private Level level() {
            return switch (this) {
                case DEBUG -> Level.FINE;
                case INFO -> Level.INFO;
                case WARNING -> Level.WARNING;
                case ERROR -> Level.SEVERE;
            };
        }
    }

    /// Makes this the format of the whole process. Libraries speak from warnings up.
    public void install(Threshold threshold) {
        var root = Logger.getLogger("");
        Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
        var handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(new Lines(this));
        root.addHandler(handler);
        root.setLevel(Level.WARNING);
        OURS.setLevel(threshold.level());
    }

    private static final class Lines extends Formatter {
        private final LogFormat format;

        Lines(LogFormat format) {
            this.format = format;
        }

        @Override
        public String format(LogRecord record) {
            var time = Instant.ofEpochMilli(record.getMillis()).truncatedTo(ChronoUnit.MILLIS);
            var level = level(record.getLevel());
            var text = formatMessage(record) + (record.getThrown() == null ? "" : "\n" + trace(record.getThrown()));
            return format == TEXT
                    ? time + " " + level.toUpperCase(Locale.ROOT) + " " + record.getLoggerName() + ": " + text + "\n"
                    : "{\"time\":\"" + time + "\",\"level\":\"" + level + "\",\"logger\":\"" + record.getLoggerName()
                            + "\",\"message\":\"" + escaped(text) + "\"}\n";
        }

        private static String level(Level level) {
            if (level.intValue() >= Level.SEVERE.intValue()) return "error";
            if (level.intValue() >= Level.WARNING.intValue()) return "warning";
            return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
        }

        private static String trace(Throwable thrown) {
            var text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return text.toString().stripTrailing();
        }

        private static String escaped(String text) {
            return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
        }
    }
}
