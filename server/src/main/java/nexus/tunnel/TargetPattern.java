package nexus.tunnel;

import java.util.Locale;
import java.util.Optional;

/// Which targets are meant by `host:port` or `*.suffix:port`.
///
/// @param suffix what a host must end with where `isWildcard`, else all of it
public record TargetPattern(boolean isWildcard, String suffix, int port) {
    static final String ALLOWED = "host:port or *.suffix:port with a name or an IPv4 address";

    static Optional<TargetPattern> parse(String text) {
        var colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) return Optional.empty();
        var host = text.substring(0, colon).toLowerCase(Locale.ROOT);
        int port = Integer.parseInt(text.substring(colon + 1));
        var isWildcard = host.startsWith("*.");
        // The dot stays: *.internal must not match notinternal.
        var suffix = isWildcard ? host.substring(1) : host;
        var isUsable = Target.isHost(suffix) && suffix.length() > (isWildcard ? 1 : 0) && port > 0 && port < 65_536;
        return isUsable ? Optional.of(new TargetPattern(isWildcard, suffix, port)) : Optional.empty();
    }

    boolean matches(Target target) {
        if (target.port() != port) return false;
        return isWildcard
                ? target.host().endsWith(suffix) && target.host().length() > suffix.length()
                : target.host().equals(suffix);
    }
}
