package nexus.access.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nexus.config.Section;

/// Whose access tokens are good here, and how they are read.
///
/// @param issuer      the value of `iss`, and where its metadata is
/// @param audiences   a token is good if its `aud` holds one of them
/// @param resource    the URI of `/mcp` as clients know it
/// @param jwksUri     where the keys are; found by the issuer's metadata where nothing is set
/// @param algorithms  of signatures that are taken
/// @param nameClaim   names the caller
/// @param groupsClaim names its groups
/// @param scopeClaims hold scopes, as an array or separated by blanks
/// @param scopePrefix what the issuer puts before the name of a scope when clients ask for it
/// @param scopes      what clients are told to ask for: `read`, `write`, `admin`
/// @param clockSkew   by how much the clocks of the issuer and this server may differ
/// @param keysLife    how long the last good keys are used while the issuer gives none
/// @param timeout     for each request to the issuer
public record Settings(
        String issuer,
        List<String> audiences,
        String resource,
        Optional<URI> jwksUri,
        Set<JWSAlgorithm> algorithms,
        String nameClaim,
        String groupsClaim,
        List<String> scopeClaims,
        String scopePrefix,
        List<String> scopes,
        Duration clockSkew,
        Duration keysLife,
        Duration timeout) {
    /// Signatures with a key pair: never `none`, never a shared secret.
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    /// What may be written where an address is wanted.
    public static final String PLACE = "an https:// URI; http:// on loopback only";
    private static final String AUDIENCE = "what aud must hold: the URI of /mcp, or the issuer's name for it";
    private static final String RIGHTS = "read, write, admin";

    public Settings {
        audiences = List.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        scopeClaims = List.copyOf(scopeClaims);
        scopes = List.copyOf(scopes);
    }

    /// Reads what is set below `auth.oauth`.
    ///
    /// @param isNeeded whether tokens of an issuer are taken
    public static Settings read(Section section, boolean isNeeded) {
        var audiences = section.list("audience", AUDIENCE);
        if (isNeeded && audiences.isEmpty()) missing(section, "audience", AUDIENCE, "https://mcp.example.com/mcp");
        var issuer = section.textIfSet("issuer", PLACE);
        if (isNeeded && issuer.isEmpty()) missing(section, "issuer", PLACE, "https://id.example.com/realms/main");
        var resource =
                section.textIfSet("resource", PLACE).or(() -> audiences.stream().findFirst());
        if (issuer.isPresent()) checkPlace(section, "issuer", issuer.get());
        // An audience that is only a name has no address to tell clients.
        if (isNeeded && resource.isPresent()) checkPlace(section, "resource", resource.get());
        var jwksUri = section.textIfSet("jwks-uri", PLACE);
        jwksUri.ifPresent(place -> checkPlace(section, "jwks-uri", place));
        return new Settings(
                issuer.orElse(""),
                audiences,
                resource.orElse(""),
                jwksUri.flatMap(Place::parse),
                algorithms(section),
                section.text("name-claim", "the name of a claim", "sub"),
                section.text("groups-claim", "the name of a claim", "groups"),
                section.list("scope-claims", "names of claims"),
                section.textIfSet("scope-prefix", "a text such as api://nexus/").orElse(""),
                checked(section, "scopes", RIGHTS, Set.of("read", "write", "admin")::contains),
                section.duration("clock-skew", Duration.ZERO, Duration.ofMinutes(5)),
                section.duration("keys-life", Duration.ofMinutes(1), Duration.ofDays(7)),
                section.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)));
    }

    private static void missing(Section section, String key, String allowed, String example) {
        section.problem(key, "auth.mode has oauth, so it is needed", allowed, "auth.oauth." + key + ": " + example);
    }

    private static void checkPlace(Section section, String key, String text) {
        if (Place.parse(text).isEmpty())
            section.problem(
                    key, "\"" + text + "\" cannot be used", PLACE, "auth.oauth." + key + ": https://id.example.com");
    }

    private static Set<JWSAlgorithm> algorithms(Section section) {
        var allowed = ALGORITHMS.stream().sorted().collect(Collectors.joining(", "));
        return checked(section, "algorithms", allowed, ALGORITHMS::contains).stream()
                .map(JWSAlgorithm::parse)
                .collect(Collectors.toSet());
    }

    private static List<String> checked(Section section, String key, String allowed, Predicate<String> isGood) {
        var words = section.list(key, allowed);
        words.stream()
                .filter(isGood.negate())
                .findFirst()
                .ifPresent(word -> section.problem(
                        key, "\"" + word + "\" cannot be used", allowed, "auth.oauth." + key + ": [" + allowed + "]"));
        return words;
    }
}
