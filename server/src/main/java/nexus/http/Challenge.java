package nexus.http;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.access.ProtectedResource;
import nexus.access.Rights;
import nexus.mcp.catalog.Right;

/// The header `WWW-Authenticate` (RFC 6750, RFC 9728): what was wrong, what to ask for, and where to read from whom.
record Challenge(Optional<ProtectedResource> resource) {
    /// Nothing was shown.
    String none() {
        return challenge("", "", "");
    }

    /// The request itself is wrong.
    String badRequest() {
        return challenge("invalid_request", "", "");
    }

    /// What was shown is no good.
    ///
    /// @param reason without quotes
    String invalid(String reason) {
        return challenge("invalid_token", reason, "");
    }

    /// What was shown allows too little.
    String insufficient(Right needed) {
        var scope = resource.map(it -> it.scope(needed)).orElseGet(() -> Rights.scope(needed));
        return challenge("insufficient_scope", "the token does not allow this", scope);
    }

    private String challenge(String error, String reason, String scope) {
        var asked =
                scope.isEmpty() ? resource.map(ProtectedResource::firstScopes).orElse("") : scope;
        var address = resource.map(ProtectedResource::address).orElse("");
        var parts = Stream.of(
                        part("error", error),
                        part("error_description", reason),
                        part("scope", asked),
                        part("resource_metadata", address))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return ("Bearer " + parts).strip();
    }

    private static Optional<String> part(String name, String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(name + "=\"" + value + "\"");
    }
}
