package nexus.access;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import nexus.access.oauth.Issuer;
import nexus.access.oauth.Vouched;
import nexus.mcp.catalog.Caller;

/// Tells who sends a request: by a token of the file, by one of the issuer, or by a client certificate.
public final class Gate implements AutoCloseable {
    /// Everyone may pass.
    public static final Gate OPEN = new Gate(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final String BEARER = "Bearer ";
    /// Before the name that an issuer gives: names of the tokens file hold no colon, so nobody is taken for another.
    private static final String OF_ISSUER = "oauth:";

    private static final String NEEDED =
            "a client certificate is needed: connect with one that an authority of http.tls.client-ca-file has issued";

    private final Optional<TokensFile> tokens;
    private final Optional<Issuer> issuer;
    private final Optional<ProtectedResource> resource;
    private final Optional<Holders> holders;

    private Gate(
            Optional<TokensFile> tokens,
            Optional<Issuer> issuer,
            Optional<ProtectedResource> resource,
            Optional<Holders> holders) {
        this.tokens = tokens;
        this.issuer = issuer;
        this.resource = resource;
        this.holders = holders;
    }

    /// Opens what the settings ask for.
    ///
    /// @throws TokensException if the tokens file cannot be used
    public static Gate open(Settings settings, InstantSource clock) {
        if (!settings.isGuarded()) return OPEN;
        Optional<Path> file = settings.wantsTokens() ? settings.tokensFile() : Optional.empty();
        var oauth = Optional.of(settings.oauth()).filter(_ -> settings.wantsIssuer());
        return new Gate(
                file.map(path -> TokensFile.open(path, settings.watch())),
                oauth.map(it -> Issuer.open(it, clock)),
                oauth.map(it -> new ProtectedResource(it.resource(), it.issuer(), it.scopePrefix(), it.scopes())),
                Optional.of(settings.holders())
                        .filter(_ -> settings.wantsCertificates())
                        .map(rights -> new Holders(rights, clock)));
    }

    /// What is told of this server as a protected resource, where an issuer's tokens are taken.
    public Optional<ProtectedResource> resource() {
        return resource;
    }

    /// Judges a request. A token counts before the certificate of the connection: a proxy may hold that one for all.
    ///
    /// @param authorization the header of that name; empty where there is none
    /// @param shown         the client's certificate, which one of the accepted authorities has issued
    public Verdict judge(String authorization, Optional<X509Certificate> shown) {
        var takesTokens = tokens.isPresent() || issuer.isPresent();
        var token = bearer(authorization);
        if (takesTokens && token.isPresent()) return judge(token.get());
        if (holders.isPresent() && shown.isPresent()) return holders.get().judge(shown.get());
        if (takesTokens) return new Verdict.Nobody(holders.isPresent());
        return holders.isPresent() ? new Verdict.Unproved(NEEDED) : new Verdict.Known(Caller.ANONYMOUS);
    }

    private static Optional<String> bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private Verdict judge(String token) {
        var known = tokens.flatMap(file -> file.caller(token));
        if (known.isPresent()) return new Verdict.Known(known.get());
        return issuer.isPresent() && (tokens.isEmpty() || Issuer.looksLikeOne(token))
                ? judge(issuer.get().check(token))
                : new Verdict.Refused("the token is not one of the tokens file");
    }

    private static Verdict judge(Vouched vouched) {
        return switch (vouched) {
            case Vouched.Bad(var reason) -> new Verdict.Refused(reason);
            case Vouched.Unknown() -> new Verdict.Unknown();
            case Vouched.Good(var name, var scopes, var groups) -> {
                var rights = Rights.ofScopes(scopes);
                yield rights.isEmpty()
                        ? new Verdict.Powerless()
                        : new Verdict.Known(new Principal(OF_ISSUER + name, rights, groups));
            }
        };
    }

    @Override
    public void close() {
        tokens.ifPresent(TokensFile::close);
        issuer.ifPresent(Issuer::close);
    }
}
