package nexus.mcp;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import nexus.mcp.catalog.Argument;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Seal;
import nexus.mcp.fleet.Use;
import nexus.mcp.json.BadJson;

/// The cursors of one call. Each is sealed, and good for its caller, its tool and its arguments on every replica.
///
/// @param seal     with the key that all replicas share
/// @param exchange tells who calls
/// @param subject  what is called
record Cursors(Seal seal, Exchange exchange, Subject subject) {
    /// How long a cursor is good: a person may read a page before the next is wanted.
    static final Duration LIFE = Duration.ofHours(1);

    private static final String POSITION = "pos";

    /// Arguments that say how much is wanted, and not of what: they may change from page to page.
    private static final Set<String> FREE = Set.of("cursor", "limit", "skip", "responseBytesLimit", Argument.CONFIRM);

    /// Seals a position; nothing where the arguments have no fingerprint, since a text holds half a character.
    Optional<String> seal(String position) {
        try {
            return Optional.of(subject.without(FREE)
                    .claims(exchange)
                    .with(POSITION, position)
                    .expiringIn(LIFE)
                    .seal(seal, Use.PAGE));
        } catch (BadJson e) {
            return Optional.empty();
        }
    }

    /// The position of a cursor that was made for just this.
    Optional<String> open(String cursor) {
        try {
            var claims = Claims.open(seal, Use.PAGE, cursor);
            return claims.isPresent() && subject.without(FREE).isOf(claims.get(), exchange)
                    ? Optional.of(claims.get().get(POSITION))
                    : Optional.empty();
        } catch (BadJson e) {
            return Optional.empty();
        }
    }
}
