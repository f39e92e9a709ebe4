package nexus.access.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Set;

/// Checks the access tokens of one issuer (RFC 9068, and the JWTs that issuers made before it): form, algorithm,
/// signature, then what they say.
public final class Issuer implements AutoCloseable {
    private static final int MOST_CHARACTERS = 16 << 10;

    /// A proof of possession or a logout token is signed by the same keys; neither is an access token.
    private static final Set<JOSEObjectType> TYPES =
            Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"));

    private final Settings settings;
    private final Fetcher fetcher;
    private final Keys keys;
    private final Claims claims;
    private final Verified verified;

    private Issuer(Settings settings, InstantSource clock) {
        this.settings = settings;
        fetcher = new Fetcher(settings.timeout());
        keys = new Keys(this::fetch, settings.keysLife(), clock);
        claims = new Claims(settings, clock);
        verified = new Verified(clock);
    }

    /// Asks nothing yet: an issuer that is down must not keep the server from starting.
    public static Issuer open(Settings settings, InstantSource clock) {
        return new Issuer(settings, clock);
    }

    private JWKSet fetch() throws IOException, ParseException {
        var place = settings.jwksUri().isPresent()
                ? settings.jwksUri().get()
                : new Discovery(fetcher).keysOf(settings.issuer());
        return JWKSet.parse(fetcher.get(place));
    }

    /// Whether a token may be one of an issuer, by its look.
    public static boolean looksLikeOne(String token) {
        return token.chars().filter(c -> c == '.').count() == 2;
    }

    /// Checks a token.
    public Vouched check(String token) {
        if (token.length() > MOST_CHARACTERS) return new Vouched.Bad("the token is longer than 16 KiB");
        var known = verified.find(token);
        if (known.isPresent()) return claims.check(known.get());
        try {
            return check(SignedJWT.parse(token), token);
        } catch (ParseException e) {
            return new Vouched.Bad("the token is not a signed JWT");
        }
    }

    private Vouched check(SignedJWT token, String text) throws ParseException {
        var header = token.getHeader();
        if (!settings.algorithms().contains(header.getAlgorithm()))
            return new Vouched.Bad("the algorithm of its signature is not allowed: see auth.oauth.algorithms");
        if (header.getType() != null && !TYPES.contains(header.getType()))
            return new Vouched.Bad("it is not an access token, by its typ");
        return switch (keys.find(header)) {
            case Keys.Found.Unknown() -> new Vouched.Unknown();
            case Keys.Found.Some(var some)
            when some.isEmpty() -> new Vouched.Bad("the issuer has no key that can have signed it");
            case Keys.Found.Some(var some)
            when some.stream().noneMatch(key -> isSignedBy(token, key)) -> new Vouched.Bad("its signature is wrong");
            case Keys.Found.Some _ -> {
                verified.add(text, token.getJWTClaimsSet());
                yield claims.check(token.getJWTClaimsSet());
            }
        };
    }

    /// The key must be of the kind that the algorithm wants, and public: a secret would let anyone sign who can check.
    private static boolean isSignedBy(SignedJWT token, JWK key) {
        try {
            return key instanceof AsymmetricJWK pair && verify(token, token.getHeader(), pair);
        } catch (JOSEException e) {
            return false;
        }
    }

    private static boolean verify(SignedJWT token, JWSHeader header, AsymmetricJWK pair) throws JOSEException {
        return token.verify(new DefaultJWSVerifierFactory().createJWSVerifier(header, pair.toPublicKey()));
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
