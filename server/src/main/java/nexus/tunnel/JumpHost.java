package nexus.tunnel;

import java.util.Optional;
import java.util.regex.Pattern;

/// An SSH server that is only passed, as OpenSSH's `ProxyJump` writes it.
record JumpHost(Optional<String> user, String host, int port) {
    static final String ALLOWED = "[user@]host[:port] with a name or an IPv4 address";

    private static final Pattern FORM = Pattern.compile("(?:([^@:\\s]+)@)?([^@:\\s]+)(?::(\\d{1,5}))?");
    private static final int SSH = 22;

    static Optional<JumpHost> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches() || !Target.isHost(match.group(2))) return Optional.empty();
        int port = match.group(3) == null ? SSH : Integer.parseInt(match.group(3));
        var isPort = port > 0 && port < 65_536;
        return isPort
                ? Optional.of(new JumpHost(Optional.ofNullable(match.group(1)), match.group(2), port))
                : Optional.empty();
    }
}
