package nexus.access;

import java.nio.file.Path;
import java.util.Optional;
import nexus.config.Section;

/// How callers prove who they are.
///
/// @param mode       nothing where nobody chose: then a tokens file means `token`, and without one only loopback may be
///                   listened on
/// @param tokensFile hashes of the tokens, needed in mode `token`
public record Settings(Optional<Mode> mode, Optional<Path> tokensFile) {
    /// The ways of authentication.
    public enum Mode {
        /// A bearer token whose hash is in the tokens file.
        TOKEN,
        /// Everyone may call: something in front of the server checks callers.
        NONE
    }

    public static Settings read(Section section) {
        var settings = new Settings(section.choiceIfSet("mode", Mode.class), section.fileIfSet("tokens-file"));
        if (settings.wantsTokens() && !section.isSet("tokens-file", "")) {
            section.problem(
                    "tokens-file",
                    "auth.mode is token, so it is needed",
                    "the path of a readable file with one hash a line, as `ops/nexus token NAME` prints it",
                    "NEXUS_TOKENS_FILE=/etc/nexus/tokens");
        }
        return settings;
    }

    /// Whether somebody said how callers are checked, if only by naming a tokens file.
    public boolean isChosen() {
        return mode.isPresent() || tokensFile.isPresent();
    }

    /// Whether a call without a good token is refused.
    public boolean wantsTokens() {
        return mode.orElse(tokensFile.isPresent() ? Mode.TOKEN : Mode.NONE) == Mode.TOKEN;
    }
}
