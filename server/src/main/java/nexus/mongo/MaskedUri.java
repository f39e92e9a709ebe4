package nexus.mongo;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nexus.config.Secret;

/// A connection string as it may be shown.
public final class MaskedUri {
    private static final String HIDDEN = "<hidden>";

    /// The driver ends an option at either sign.
    private static final Pattern OPTION = Pattern.compile("([^&;=]*)=[^&;]*");

    private MaskedUri() {}

    /// The string without its password and without options that hold one.
    public static String of(Secret uri) {
        var text = uri.value();
        int start = text.indexOf("://") + 3;
        int question = text.indexOf('?', start);
        var place = question < 0 ? text : text.substring(0, question);
        int slash = place.indexOf('/', start);
        var authority = place.substring(start, slash < 0 ? place.length() : slash);
        int at = authority.lastIndexOf('@');
        int colon = authority.indexOf(':');
        var user = at >= 0 && colon >= 0 && colon < at ? authority.substring(0, colon + 1) + HIDDEN : "";
        var shown = user.isEmpty() ? authority : user + authority.substring(at);
        return text.substring(0, start)
                + shown
                + (slash < 0 ? "" : place.substring(slash))
                + (question < 0 ? "" : "?" + options(text.substring(question + 1)));
    }

    private static String options(String options) {
        return OPTION.matcher(options)
                .replaceAll(option -> Matcher.quoteReplacement(
                        holdsSecret(option.group(1)) ? option.group(1) + "=" + HIDDEN : option.group()));
    }

    /// Properties of a mechanism hold a session token, where there is one.
    private static boolean holdsSecret(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("password") || lower.endsWith("properties");
    }
}
