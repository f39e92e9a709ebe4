package nexus.backup.resources;

import java.util.Optional;
import java.util.regex.Pattern;

/// One object as operators write it: `configmaps/corporate-ca`, `kafkas.example.com/thing`.
public record NamedObject(KindName kind, String name) {
    static final String FORM = "plural/name or plural.group/name, such as configmaps/corporate-ca";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._:-]{0,251}[A-Za-z0-9])?");

    /// Reads one, or nothing where it is something else.
    static Optional<NamedObject> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !isName(text.substring(slash + 1))) return Optional.empty();
        return KindName.parse(text.substring(0, slash)).map(kind -> new NamedObject(kind, text.substring(slash + 1)));
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
