package nexus.access.oauth;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where an issuer may be asked: what comes from there decides who may call, so nobody on the way may change it.
final class Place {
    private Place() {}

    /// A URI that may be asked: `https`, or `http` on this machine.
    static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text)).filter(Place::isGood);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isGood(URI uri) {
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) return false;
        return "https".equalsIgnoreCase(uri.getScheme())
                || ("http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri.getHost()));
    }

    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) return true;
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
