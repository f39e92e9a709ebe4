package nexus.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// An OAuth issuer on loopback: its metadata, its keys, and tokens signed by them.
public final class IssuerPeer implements AutoCloseable {
    /// What its key server does.
    public enum Mood {
        GOOD,
        FAILING,
        REDIRECTING,
        OVERSIZED,
        NONSENSE
    }

    public static final String AUDIENCE = "https://mcp.example.com/mcp";

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile RSAKey key = rsa("one");
    private final ECKey curve = ec();
    private volatile Mood mood = Mood.GOOD;

    private IssuerPeer(HttpServer server) {
        this.server = server;
    }

    public static IssuerPeer start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var peer = new IssuerPeer(server);
            server.createContext("/realm/.well-known/openid-configuration", peer::metadata);
            server.createContext("/keys", peer::keys);
            server.start();
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    public RSAKey key() {
        return key;
    }

    /// How often its keys were asked for.
    public int fetches() {
        return fetches.get();
    }

    public void mood(Mood changed) {
        mood = changed;
    }

    /// Signs with a new key from now on; the old one is gone.
    public void rotate(String id) {
        key = rsa(id);
    }

    private void metadata(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + issuer().replace("/realm", "/keys") + "\"}");
    }

    private void keys(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        switch (mood) {
            case GOOD -> answer(exchange, 200, set());
            case FAILING -> answer(exchange, 500, "{}");
            case REDIRECTING -> {
                if (exchange.getRequestURI().getQuery() == null) {
                    exchange.getResponseHeaders().set("Location", "/keys?moved");
                    answer(exchange, 302, "");
                } else answer(exchange, 200, set());
            }
            case OVERSIZED -> answer(exchange, 200, set() + " ".repeat(1 << 20));
            case NONSENSE -> answer(exchange, 200, "<html>");
        }
    }

    private String set() {
        return new JWKSet(List.<JWK>of(key.toPublicJWK(), curve.toPublicJWK())).toString();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var bytes = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) exchange.getResponseBody().write(bytes);
        }
    }

    /// The claims of a good token.
    public JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject("anna")
                .claim("scope", "openid nexus:read")
                .claim("groups", List.of("staff"))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    /// A token for now.
    public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(change.apply(claims(Instant.now())).build());
    }

    /// A token with a scope.
    public String token(String scope) {
        return token(claims -> claims.claim("scope", scope));
    }

    /// Signed by the key of now.
    public String signed(JWTClaimsSet claims) {
        return signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    }

    /// Signed by the key that the header's algorithm needs.
    public String signed(JWSHeader header, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(header, claims);
            var isCurve = JWSAlgorithm.Family.EC.contains(header.getAlgorithm());
            token.sign(isCurve ? new ECDSASigner(curve) : new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
