package nexus.mcp.fleet;

import java.util.UUID;

/// One process of the fleet. A restarted one is another: what the first remembered is gone.
///
/// @param address     of its ops socket, `IP:PORT`
/// @param incarnation differs from start to start
public record Replica(String address, String incarnation) {
    private static final String ADDRESS = "own";
    private static final String INCARNATION = "inc";

    /// This process.
    public static Replica starting(String address) {
        return new Replica(address, UUID.randomUUID().toString().substring(0, 8));
    }

    /// The replica that claims name as the one which remembers.
    public static Replica in(Claims claims) {
        return new Replica(claims.get(ADDRESS), claims.get(INCARNATION));
    }

    /// Adds its name to claims.
    public Claims own(Claims claims) {
        return claims.with(ADDRESS, address, INCARNATION, incarnation);
    }
}
