package nexus.access.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a genuine token says: for whom it is, until when, and who comes with it.
final class Claims {
    /// What a log line and a sealed text can hold without harm.
    private static final Pattern NAME =
            Pattern.compile("[^\\p{C}\\p{Z}]([^\\p{C}\\p{Zl}\\p{Zp}]{0,253}[^\\p{C}\\p{Z}])?");

    private final Settings settings;
    private final InstantSource clock;

    Claims(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Vouched check(JWTClaimsSet claims) {
        var objection = objection(claims).or(() -> ofTime(claims));
        if (objection.isPresent()) return new Vouched.Bad(objection.get());
        var name = claims.getClaim(settings.nameClaim());
        return name instanceof String text && NAME.matcher(text).matches()
                ? new Vouched.Good(text, scopes(claims), texts(claims, settings.groupsClaim()))
                : new Vouched.Bad("its claim " + settings.nameClaim() + " names nobody: see auth.oauth.name-claim");
    }

    private Optional<String> objection(JWTClaimsSet claims) {
        if (!settings.issuer().equals(claims.getIssuer())) return Optional.of("it is of another issuer");
        if (Collections.disjoint(settings.audiences(), claims.getAudience()))
            return Optional.of("it was not issued for this server: its aud is another");
        if (claims.getClaim("cnf") != null)
            return Optional.of("it is bound to a key of its client, which is not checked here: use a bearer token");
        return Optional.empty();
    }

    private Optional<String> ofTime(JWTClaimsSet claims) {
        var ends = claims.getExpirationTime();
        var begins = claims.getNotBeforeTime();
        var now = clock.instant();
        if (ends == null) return Optional.of("it does not say when it expires");
        if (!now.isBefore(ends.toInstant().plus(settings.clockSkew()))) return Optional.of("it has expired");
        return begins != null && now.isBefore(notBefore(begins.toInstant()))
                ? Optional.of("it is not valid yet")
                : Optional.empty();
    }

    private Instant notBefore(Instant begins) {
        return begins.minus(settings.clockSkew());
    }

    private Set<String> scopes(JWTClaimsSet claims) {
        var prefix = settings.scopePrefix();
        return settings.scopeClaims().stream()
                .flatMap(claim -> texts(claims, claim).stream())
                .flatMap(text -> Arrays.stream(text.split(" ", -1)))
                .map(scope -> !prefix.isEmpty() && scope.startsWith(prefix) ? scope.substring(prefix.length()) : scope)
                .collect(Collectors.toSet());
    }

    /// The texts of a claim, be it one or many. What is no text says nothing.
    private static Set<String> texts(JWTClaimsSet claims, String name) {
        var value = claims.getClaim(name);
        Stream<?> all = value instanceof Collection<?> many ? many.stream() : Stream.ofNullable(value);
        var texts = new HashSet<String>();
        all.forEach(one -> {
            if (one instanceof String text) texts.add(text);
        });
        return texts;
    }
}
