package nexus.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import nexus.config.Section;
import nexus.mcp.catalog.Right;

/// How callers prove who they are.
///
/// @param modes      empty where nobody chose: then only loopback may be listened on, and everyone there may call
/// @param tokensFile hashes of the tokens, needed in mode `token`
/// @param watch      how often the tokens file is looked at
/// @param oauth      whose access tokens are taken in mode `oauth`
/// @param holders    the rights of those who show a certificate in mode `certificate`
public record Settings(
        Set<Mode> modes,
        Optional<Path> tokensFile,
        Duration watch,
        nexus.access.oauth.Settings oauth,
        Set<Right> holders) {
    private static final String ALLOWED = "token, oauth and certificate, or several of them, or none";

    /// The ways of authentication.
    public enum Mode {
        /// A bearer token whose hash is in the tokens file.
        TOKEN,
        /// An access token of an OAuth 2.1 issuer.
        OAUTH,
        /// A client certificate, shown when the connection begins.
        CERTIFICATE,
        /// Everyone may call: something in front of the server checks callers.
        NONE
    }

    public Settings {
        modes = Set.copyOf(modes);
        holders = Set.copyOf(holders);
    }

    public static Settings read(Section section) {
        var file = section.fileIfSet("tokens-file");
        var modes = modes(section, file.isPresent());
        if (modes.contains(Mode.NONE) && modes.size() > 1)
            section.problem("mode", "none cannot stand beside another", ALLOWED, "NEXUS_AUTH_MODE=token,oauth");
        if (modes.contains(Mode.TOKEN) && !section.isSet("tokens-file", "")) {
            section.problem(
                    "tokens-file",
                    "auth.mode is token, so it is needed",
                    "the path of a readable file with one hash a line, as `ops/nexus token NAME` prints it",
                    "NEXUS_TOKENS_FILE=/etc/nexus/tokens");
        }
        return new Settings(
                modes,
                file,
                section.duration("watch", Duration.ofMillis(100), Duration.ofHours(1)),
                nexus.access.oauth.Settings.read(section.section("oauth"), modes.contains(Mode.OAUTH)),
                holders(section.section("certificate")));
    }

    private static Set<Right> holders(Section section) {
        var allowed = "read, write, admin";
        var words = section.list("scopes", allowed);
        for (var word : words) {
            if (Rights.of(word).isEmpty())
                section.problem("scopes", "there is no scope \"" + word + "\"", allowed, "scopes: [read]");
        }
        return Rights.ofWords(words);
    }

    /// Where nobody chose, what is set up says it.
    private static Set<Mode> modes(Section section, boolean hasFile) {
        var words = section.list("mode", ALLOWED);
        var modes = EnumSet.noneOf(Mode.class);
        for (var word : words) {
            var mode = of(word);
            if (mode.isEmpty()) section.problem("mode", "\"" + word + "\" cannot be used", ALLOWED, "auth.mode: token");
            mode.ifPresent(modes::add);
        }
        if (!words.isEmpty()) return modes;
        if (hasFile) modes.add(Mode.TOKEN);
        if (section.section("oauth").isSet("issuer", nexus.access.oauth.Settings.PLACE)) modes.add(Mode.OAUTH);
        return modes;
    }

    private static Optional<Mode> of(String word) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    /// Whether somebody said how callers are checked, if only by naming a tokens file or an issuer.
    public boolean isChosen() {
        return !modes.isEmpty();
    }

    /// Whether the tokens of a file are taken.
    public boolean wantsTokens() {
        return modes.contains(Mode.TOKEN);
    }

    /// Whether the tokens of an issuer are taken.
    public boolean wantsIssuer() {
        return modes.contains(Mode.OAUTH);
    }

    /// Whether callers may prove themselves by a certificate.
    public boolean wantsCertificates() {
        return modes.contains(Mode.CERTIFICATE);
    }

    /// Whether a call that proves nothing is refused.
    public boolean isGuarded() {
        return wantsTokens() || wantsIssuer() || wantsCertificates();
    }
}
