package nexus.backup.resources;

import java.util.Optional;
import java.util.regex.Pattern;

/// A kind of objects as operators write it: `configmaps`, `deployments.apps`, `servicemonitors.monitoring.coreos.com`.
///
/// @param plural in lower case, as it stands in the paths of the API
/// @param group  of the API; empty for the core
public record KindName(String plural, String group) {
    static final String FORM = "plural or plural.group, such as services or deployments.apps";

    private static final Pattern PLURAL = Pattern.compile("[a-z][a-z0-9]{0,62}");
    private static final Pattern GROUP = Pattern.compile("|[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?");

    /// Reads one, or nothing where it is something else.
    static Optional<KindName> parse(String text) {
        int dot = text.indexOf('.');
        var plural = dot < 0 ? text : text.substring(0, dot);
        var group = dot < 0 ? "" : text.substring(dot + 1);
        var isName =
                PLURAL.matcher(plural).matches() && GROUP.matcher(group).matches() && (dot < 0 || !group.isEmpty());
        return isName ? Optional.of(new KindName(plural, group)) : Optional.empty();
    }

    static KindName of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is not " + FORM));
    }

    @Override
    public String toString() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
