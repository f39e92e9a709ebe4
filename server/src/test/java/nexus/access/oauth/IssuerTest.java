package nexus.access.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import nexus.testing.IssuerPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Access tokens against an issuer on loopback, whose clock is set by hand.
class IssuerTest {
    private final IssuerPeer peer = IssuerPeer.start();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T12:00:00Z"));
    private final InstantSource clock = now::get;
    private final Issuer issuer = Issuer.open(settings("", Optional.empty()), clock);

    @AfterEach
    void stop() {
        issuer.close();
        peer.close();
    }

    private Settings settings(String prefix, Optional<URI> keys) {
        return new Settings(
                peer.issuer(),
                List.of(IssuerPeer.AUDIENCE),
                IssuerPeer.AUDIENCE,
                keys,
                Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256),
                "sub",
                "groups",
                List.of("scope", "scp"),
                prefix,
                List.of("read"),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                Duration.ofSeconds(20));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private Vouched check(UnaryOperator<JWTClaimsSet.Builder> change) {
        return issuer.check(token(change));
    }

    private String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return peer.signed(change.apply(peer.claims(now.get())).build());
    }

    private static void assertGood(Vouched vouched) {
        assertInstanceOf(Vouched.Good.class, vouched, vouched::toString);
    }

    private static void assertUnknown(Vouched vouched) {
        assertInstanceOf(Vouched.Unknown.class, vouched, vouched::toString);
    }

    @Test
    void takesAGoodToken() {
        assertEquals(
                new Vouched.Good("anna", Set.of("openid", "nexus:read"), Set.of("staff")),
                check(UnaryOperator.identity()));
    }

    @Test
    void readsScopesInEveryForm() {
        var all = check(claims -> claims.claim("scope", List.of("nexus:read"))
                .claim("scp", "nexus:write other")
                .claim("groups", "one"));
        assertEquals(new Vouched.Good("anna", Set.of("nexus:read", "nexus:write", "other"), Set.of("one")), all);
    }

    @Test
    void takesAPrefixOffTheScopes() {
        try (var prefixed = Issuer.open(settings("api://nexus/", Optional.empty()), clock)) {
            var vouched = prefixed.check(token(claims -> claims.claim("scope", "api://nexus/nexus:write nexus:read")));
            assertEquals(
                    Set.of("nexus:write", "nexus:read"),
                    assertInstanceOf(Vouched.Good.class, vouched).scopes());
        }
    }

    /// One row: claims that differ from good ones, and what is said of them.
    record Row(String what, BiFunction<JWTClaimsSet.Builder, Instant, JWTClaimsSet.Builder> change, String reason) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Row> badClaims() {
        return List.of(
                new Row("expired", (it, at) -> it.expirationTime(Date.from(at.minusSeconds(31))), "it has expired"),
                new Row("endless", (it, _) -> it.expirationTime(null), "it does not say when it expires"),
                new Row("early", (it, at) -> it.notBeforeTime(Date.from(at.plusSeconds(31))), "it is not valid yet"),
                new Row("of another issuer", (it, _) -> it.issuer("https://evil.example"), "it is of another issuer"),
                new Row("of no issuer", (it, _) -> it.issuer(null), "it is of another issuer"),
                new Row(
                        "for another server",
                        (it, _) -> it.audience(IssuerPeer.AUDIENCE + "/"),
                        "it was not issued for this server: its aud is another"),
                new Row(
                        "for nobody",
                        (it, _) -> it.audience((String) null),
                        "it was not issued for this server: its aud is another"),
                new Row(
                        "nameless",
                        (it, _) -> it.subject(null),
                        "its claim sub names nobody: see auth.oauth.name-claim"),
                new Row(
                        "with a name of two lines",
                        (it, _) -> it.subject("anna\nadmin"),
                        "its claim sub names nobody: see auth.oauth.name-claim"),
                new Row(
                        "bound to a key",
                        (it, _) -> it.claim("cnf", Map.of("jkt", "x")),
                        "it is bound to a key of its client, which is not checked here: use a bearer token"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badClaims")
    void refusesAToken(Row row) {
        assertEquals(new Vouched.Bad(row.reason()), check(claims -> row.change().apply(claims, now.get())));
    }

    @Test
    void allowsForClocksThatDiffer() {
        assertGood(check(claims -> claims.expirationTime(Date.from(now.get().minusSeconds(29)))));
        assertGood(check(claims -> claims.notBeforeTime(Date.from(now.get().plusSeconds(29)))));
    }

    @Test
    void takesOneOfSeveralAudiences() {
        assertGood(check(claims -> claims.audience(List.of("other", IssuerPeer.AUDIENCE))));
    }

    @Test
    void takesAnotherAlgorithmOfTheList() {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("curve").type(new JOSEObjectType("at+jwt"));
        assertGood(
                issuer.check(peer.signed(header.build(), peer.claims(now.get()).build())));
    }

    @Test
    void refusesAnAlgorithmThatIsNotOnTheList() {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("one").build();
        assertEquals(
                new Vouched.Bad("the algorithm of its signature is not allowed: see auth.oauth.algorithms"),
                issuer.check(peer.signed(header, peer.claims(now.get()).build())));
    }

    @Test
    void refusesATokenWithoutSignature() {
        var bare = new PlainJWT(peer.claims(now.get()).build()).serialize();
        assertEquals(new Vouched.Bad("the token is not a signed JWT"), issuer.check(bare));
    }

    /// The public key of the issuer is known to all: it must not become a shared secret.
    @Test
    void refusesASecretMadeOfThePublicKey() throws JOSEException {
        var key = peer.key();
        var secrets = List.of(
                key.toPublicKey().getEncoded(), key.toPublicJWK().toString().getBytes(UTF_8));
        for (var secret : secrets) {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
                    peer.claims(now.get()).build());
            token.sign(new MACSigner(secret));
            assertEquals(
                    new Vouched.Bad("the algorithm of its signature is not allowed: see auth.oauth.algorithms"),
                    issuer.check(token.serialize()));
        }
    }

    @Test
    void refusesWhatWasChangedOnItsWay() {
        var parts = token(UnaryOperator.identity()).split("\\.", -1);
        var other = token(claims -> claims.subject("root")).split("\\.", -1);
        assertEquals(
                new Vouched.Bad("its signature is wrong"), issuer.check(parts[0] + "." + other[1] + "." + parts[2]));
    }

    @Test
    void refusesTokensOfAnotherKind() {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").type(new JOSEObjectType("dpop+jwt"));
        assertEquals(
                new Vouched.Bad("it is not an access token, by its typ"),
                issuer.check(peer.signed(header.build(), peer.claims(now.get()).build())));
    }

    @Test
    void refusesWhatIsNoTokenAtAll() {
        for (var text : Arrays.asList("", "a.b.c", "..", "x".repeat(20_000), "{}.{}.{}"))
            assertInstanceOf(Vouched.Bad.class, issuer.check(text), text);
        assertEquals(0, peer.fetches());
    }

    @Test
    void fetchesTheKeysOnce() {
        for (int i = 0; i < 5; i++) assertGood(check(UnaryOperator.identity()));
        assertEquals(1, peer.fetches());
    }

    @Test
    void seesThatAKnownTokenHasExpired() {
        var token = token(claims -> claims.expirationTime(Date.from(now.get().minusSeconds(20))));
        assertGood(issuer.check(token));
        pass(Duration.ofSeconds(11));
        assertEquals(new Vouched.Bad("it has expired"), issuer.check(token));
    }

    @Test
    void followsARotation() {
        assertGood(check(UnaryOperator.identity()));
        var old = token(UnaryOperator.identity());
        pass(Verified.LIFE.plusSeconds(1));
        peer.rotate("two");
        assertGood(check(UnaryOperator.identity()));
        assertEquals(new Vouched.Bad("the issuer has no key that can have signed it"), issuer.check(old));
        assertEquals(2, peer.fetches());
    }

    @Test
    void forgetsAKeyThatTheIssuerWithdrew() {
        var old = token(claims -> claims.expirationTime(Date.from(now.get().plusSeconds(3600))));
        assertGood(issuer.check(old));
        peer.rotate("two");
        pass(Keys.FRESH.minusSeconds(1));
        assertGood(issuer.check(old));
        pass(Verified.LIFE.plusSeconds(1));
        assertEquals(new Vouched.Bad("the issuer has no key that can have signed it"), issuer.check(old));
    }

    @Test
    void isNotDrivenByMadeUpKeys() {
        assertGood(check(UnaryOperator.identity()));
        for (int i = 0; i < 50; i++) {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString())
                    .build();
            assertEquals(
                    new Vouched.Bad("the issuer has no key that can have signed it"),
                    issuer.check(peer.signed(header, peer.claims(now.get()).build())));
        }
        assertEquals(1, peer.fetches());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(value = IssuerPeer.Mood.class, names = "GOOD", mode = EnumSource.Mode.EXCLUDE)
    void usesTheLastGoodKeysForABoundedTime(IssuerPeer.Mood mood) {
        assertGood(check(UnaryOperator.identity()));
        peer.mood(mood);
        pass(Duration.ofMinutes(59));
        assertGood(check(UnaryOperator.identity()));
        pass(Duration.ofMinutes(1));
        assertUnknown(check(UnaryOperator.identity()));
        peer.mood(IssuerPeer.Mood.GOOD);
        pass(Keys.PAUSE.plusSeconds(1));
        assertGood(check(UnaryOperator.identity()));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(value = IssuerPeer.Mood.class, names = "GOOD", mode = EnumSource.Mode.EXCLUDE)
    void knowsNothingUntilThereWereKeys(IssuerPeer.Mood mood) {
        peer.mood(mood);
        assertUnknown(check(UnaryOperator.identity()));
        assertUnknown(check(UnaryOperator.identity()));
        assertEquals(1, peer.fetches());
    }

    @Test
    void asksTheKeysWhereItIsTold() {
        var place = Optional.of(URI.create(peer.issuer().replace("/realm", "/keys")));
        try (var told = Issuer.open(settings("", place), clock)) {
            assertGood(told.check(token(UnaryOperator.identity())));
        }
    }

    @Test
    void looksForMetadataInBothForms() {
        assertEquals(
                List.of(
                        URI.create("https://id.example/.well-known/oauth-authorization-server/realms/main"),
                        URI.create("https://id.example/realms/main/.well-known/openid-configuration")),
                Discovery.places("https://id.example/realms/main"));
        assertEquals(
                List.of(
                        URI.create("https://id.example/.well-known/oauth-authorization-server"),
                        URI.create("https://id.example/.well-known/openid-configuration")),
                Discovery.places("https://id.example/"));
    }

    @Test
    void asksNobodyInTheClear() {
        for (var good :
                List.of("https://id.example/x", "http://127.0.0.1:80/x", "http://localhost/", "http://[::1]:1/"))
            assertEquals(Optional.of(URI.create(good)), Place.parse(good));
        for (var bad :
                List.of("http://id.example/", "ftp://127.0.0.1/", "https://user@id.example/", "x", "file:///etc"))
            assertEquals(Optional.empty(), Place.parse(bad), bad);
    }
}
