package nexus.access.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/// Where the keys of an issuer are, by its metadata: of RFC 8414, or of OpenID Connect Discovery 1.0.
final class Discovery {
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final Fetcher fetcher;

    Discovery(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /// The address of the keys.
    ///
    /// @throws IOException if no metadata tells it
    URI keysOf(String issuer) throws IOException {
        var reasons = new ArrayList<String>();
        for (var place : places(issuer)) {
            try {
                return keysBy(fetcher.get(place), issuer);
            } catch (IOException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        throw new IOException("the issuer's metadata cannot be had: " + String.join("; ", reasons));
    }

    /// Where the metadata may be. RFC 8414 puts its path between host and path, OpenID Connect behind both.
    static List<URI> places(String issuer) {
        var whole = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        var uri = URI.create(whole);
        var origin = uri.getScheme() + "://" + uri.getRawAuthority();
        return List.of(URI.create(origin + OAUTH + uri.getRawPath()), URI.create(whole + OPENID));
    }

    /// Metadata that speaks for another issuer is refused: else one issuer could take the place of another.
    private static URI keysBy(String metadata, String issuer) throws IOException {
        try {
            var fields = JSONObjectUtils.parse(metadata);
            if (!issuer.equals(JSONObjectUtils.getString(fields, "issuer")))
                throw new IOException("metadata of another issuer was found");
            var place = JSONObjectUtils.getString(fields, "jwks_uri");
            return Place.parse(place == null ? "" : place)
                    .orElseThrow(() -> new IOException("its jwks_uri is not an https:// URI"));
        } catch (ParseException e) {
            throw new IOException("its metadata is not JSON of the right form", e);
        }
    }
}
