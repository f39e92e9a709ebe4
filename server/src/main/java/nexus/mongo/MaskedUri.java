package nexus.mongo;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import nexus.config.Secret;

/// A connection string as it may be shown.
public final class MaskedUri {
    private static final String HIDDEN = "<hidden>";

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
        return Arrays.stream(options.split("&")).map(MaskedUri::option).collect(Collectors.joining("&"));
    }

    private static String option(String option) {
        int equals = option.indexOf('=');
        if (equals < 0) return option;
        var name = option.substring(0, equals).toLowerCase(Locale.ROOT);
        // Properties of a mechanism hold a session token, where there is one.
        return name.contains("password") || name.endsWith("properties")
                ? option.substring(0, equals + 1) + HIDDEN
                : option;
    }
}
