package nexus.mcp.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A URI with variables, RFC 6570 level 1: `{name}` stands for one or more characters other than `/`, percent-encoded.
public final class UriTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");
    private static final int LONGEST = 4096;

    private final String text;
    private final List<String> variables = new ArrayList<>();
    private final Pattern matcher;

    public UriTemplate(String text) {
        this.text = text;
        var regex = new StringBuilder();
        var found = VARIABLE.matcher(text);
        int end = 0;
        while (found.find()) {
            regex.append(Pattern.quote(text.substring(end, found.start()))).append("([^/?#]+)");
            variables.add(found.group(1));
            end = found.end();
        }
        matcher =
                Pattern.compile(regex.append(Pattern.quote(text.substring(end))).toString());
    }

    /// The template as it is published.
    public String text() {
        return text;
    }

    /// Whether it stands for one resource only.
    public boolean isFixed() {
        return variables.isEmpty();
    }

    /// Whether it has such a variable.
    public boolean has(String variable) {
        return variables.contains(variable);
    }

    /// The variables of a URI, decoded; nothing where it does not fit.
    public Optional<Map<String, String>> match(String uri) {
        if (uri.length() > LONGEST) return Optional.empty();
        var found = matcher.matcher(uri);
        if (!found.matches()) return Optional.empty();
        var values = new LinkedHashMap<String, String>();
        try {
            for (int i = 0; i < variables.size(); i++) values.put(variables.get(i), decoded(found.group(i + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(values);
    }

    /// Unlike in a form, a plus sign is a plus sign.
    private static String decoded(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
    }

    /// The URI with these values, in the order of the variables.
    public String expand(String... values) {
        var uri = text;
        for (int i = 0; i < variables.size(); i++) {
            uri = uri.replace("{" + variables.get(i) + "}", encoded(values[i]));
        }
        return uri;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~")
                .replace("*", "%2A");
    }

    @Override
    public String toString() {
        return text;
    }
}
