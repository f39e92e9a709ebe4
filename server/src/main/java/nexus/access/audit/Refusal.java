package nexus.access.audit;

import java.util.regex.Pattern;

/// A request that was turned away at the door.
///
/// @param status of the HTTP answer
/// @param reason one word, such as `invalid_token`; empty where there is none
/// @param who    the name of the caller, or empty where it is not known
public record Refusal(int status, String reason, String who, Origin origin) {
    private static final Pattern WORD = Pattern.compile("[a-z_-]{1,40}");

    public Refusal {
        reason = WORD.matcher(reason).matches() ? reason : "";
    }
}
