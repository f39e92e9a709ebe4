package nexus.mcp;

import java.time.Duration;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Seal;
import nexus.mcp.fleet.Use;

/// Tokens that were good once.
final class Tampered {
    private Tampered() {}

    /// The same token with one character changed in its middle.
    static String changed(String token) {
        int middle = token.length() / 2;
        return token.substring(0, middle) + (token.charAt(middle) == 'A' ? 'B' : 'A') + token.substring(middle + 1);
    }

    /// The same token as it is once its time is over.
    static String expired(Seal seal, Use use, String token) {
        var claims = Claims.open(seal, use, token).orElseThrow();
        return claims.expiringIn(Duration.ofSeconds(-2)).seal(seal, use);
    }
}
