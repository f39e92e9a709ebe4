package nexus.access;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.mcp.catalog.Right;
import nexus.mcp.json.JsonText;

/// What clients are told of this server as an OAuth 2.0 protected resource (RFC 9728).
///
/// @param resource    the URI of `/mcp` as clients know it
/// @param issuer      that gives tokens for it
/// @param scopePrefix what the issuer puts before the name of a scope
/// @param asked       the scopes that a client should ask for first, as words
public record ProtectedResource(String resource, String issuer, String scopePrefix, List<String> asked) {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    public ProtectedResource {
        asked = List.copyOf(asked);
    }

    /// The document.
    public String json() {
        var scopes = asked.stream()
                .flatMap(word -> Rights.of(word).stream())
                .map(this::scope)
                .map(JsonText::quoted)
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"resource\":" + JsonText.quoted(resource) + ",\"authorization_servers\":["
                + JsonText.quoted(issuer) + "],\"scopes_supported\":" + scopes
                + ",\"bearer_methods_supported\":[\"header\"],\"resource_name\":\"Nexus MCP\"}";
    }

    /// What a client should ask for first, separated by blanks.
    public String firstScopes() {
        return asked.stream()
                .flatMap(word -> Rights.of(word).stream())
                .map(this::scope)
                .collect(Collectors.joining(" "));
    }

    /// The name under which the issuer knows the scope of a right.
    public String scope(Right right) {
        return scopePrefix + Rights.scope(right);
    }

    /// Where the document is, as clients know it: the path of the resource stands behind the well-known one.
    public String address() {
        var uri = URI.create(resource);
        return uri.getScheme() + "://" + uri.getRawAuthority() + WELL_KNOWN + path(uri);
    }

    /// The paths at which it is served here.
    public Set<String> paths() {
        return Stream.of(WELL_KNOWN, WELL_KNOWN + "/mcp", WELL_KNOWN + path(URI.create(resource)))
                .collect(Collectors.toSet());
    }

    private static String path(URI resource) {
        var path = resource.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
