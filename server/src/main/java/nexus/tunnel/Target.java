package nexus.tunnel;

import java.util.Locale;

/// A host and port at the far end. Names compare without regard to case.
///
/// @param host a name or an IPv4 address, as the bastion is to read it
/// @param port 1 to 65535
public record Target(String host, int port) {
    /// @throws TunnelException for an IPv6 literal: the MongoDB driver sends it through a proxy as if it were a name
    public Target {
        if (!isHost(host))
            throw new TunnelException("\"" + host + "\" cannot be reached through a tunnel: write a host name or an"
                    + " IPv4 address (the MongoDB driver cannot send an IPv6 literal through a proxy)");
        if (port < 1 || port > 65_535) throw new TunnelException("port " + port + " of " + host + " is not 1 to 65535");
        host = host.toLowerCase(Locale.ROOT);
    }

    static boolean isHost(String text) {
        // A leading dash is what an option looks like to ssh.
        return !text.isEmpty() && text.charAt(0) != '-' && text.chars().allMatch(Target::isPartOfName);
    }

    private static boolean isPartOfName(int character) {
        return character > ' ' && character < 127 && "[]:*,/@\"".indexOf(character) < 0;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
