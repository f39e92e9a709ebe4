package nexus.access.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.JWTClaimsSet;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Tokens whose signature was checked a moment ago, by their hash: an agent sends the same one with every call, and a
/// signature costs more than the rest of the check. What they say is looked at each time.
final class Verified {
    /// So much longer a token can be good whose key its issuer has withdrawn.
    static final Duration LIFE = Duration.ofSeconds(30);

    private static final int MOST = 1000;

    private final InstantSource clock;
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(JWTClaimsSet claims, Instant until) {}

    Verified(InstantSource clock) {
        this.clock = clock;
    }

    /// What a token says whose signature is known to be good.
    Optional<JWTClaimsSet> find(String token) {
        var hash = hash(token);
        synchronized (entries) {
            return Optional.ofNullable(entries.get(hash))
                    .filter(entry -> clock.instant().isBefore(entry.until()))
                    .map(Entry::claims);
        }
    }

    void add(String token, JWTClaimsSet claims) {
        var entry = new Entry(claims, clock.instant().plus(LIFE));
        var hash = hash(token);
        synchronized (entries) {
            entries.putLast(hash, entry);
            if (entries.size() > MOST) entries.pollFirstEntry();
        }
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
