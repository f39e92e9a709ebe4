package nexus.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Question;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Replica;
import nexus.mcp.fleet.Seal;
import nexus.mcp.fleet.Use;

/// The session of a client of a handshake revision, all of it in its id: any replica with the key can read it, after
/// any number of restarts. What cannot be in an id, its stream and its subscriptions, is kept by its owner.
///
/// @param number   tells it from others
/// @param revision that was agreed on
/// @param can      what the client can be asked
/// @param owner    the replica that greeted the client
/// @param caller   who may use it
/// @param expiry   when it is good no more
record Session(String number, Revision revision, Set<Question.Kind> can, Replica owner, String caller, Instant expiry) {
    /// How long an id is good; then the client is told to initialize again.
    static final Duration LIFE = Duration.ofHours(24);

    Session {
        can = Set.copyOf(can);
    }

    /// A new session of this replica.
    static Session begin(Revision revision, Set<Question.Kind> can, Replica self, Caller caller) {
        var number = UUID.randomUUID().toString();
        return new Session(
                number, revision, can, self, caller.name(), Instant.now().plus(LIFE));
    }

    /// Its `Mcp-Session-Id`.
    String id(Seal seal) {
        var claims = Claims.of("jti", number, "rev", revision.date(), "can", Capabilities.words(can), "sub", caller);
        return owner.own(claims).expiringAt(expiry).seal(seal, Use.SESSION);
    }

    /// The session of an id; nothing where it is not genuine.
    static Optional<Session> open(String id, Seal seal) {
        return Claims.open(seal, Use.SESSION, id)
                .flatMap(claims -> Revision.of(claims.get("rev")).map(revision -> of(claims, revision)));
    }

    private static Session of(Claims claims, Revision revision) {
        return new Session(
                claims.get("jti"),
                revision,
                Capabilities.ofWords(claims.get("can")),
                Replica.in(claims),
                claims.get("sub"),
                claims.expiry());
    }

    boolean isGoodFor(Caller asking) {
        return caller.equals(asking.name()) && Instant.now().isBefore(expiry);
    }
}
