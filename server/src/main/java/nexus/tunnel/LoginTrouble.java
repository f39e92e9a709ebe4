package nexus.tunnel;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchStrictKexException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Why nobody was let in, from what JSch throws.
///
/// @param isLate whether the attempt was cut because its time was over
record LoginTrouble(Exception error, AuthWatch watch, boolean isLate, Settings.Hop hop, Duration patience) {
    private static final Pattern METHODS = Pattern.compile("for methods '([^']*)'");

    /// Whether the handshake was done, so that only the login is in question.
    boolean isAboutTheLogin() {
        return message().startsWith("Auth ")
                || message().startsWith("USERAUTH ")
                || message().contains("Too many authentication failures");
    }

    private String message() {
        return String.valueOf(error.getMessage());
    }

    String text() {
        if (isLate || isSilent())
            return hop.where() + " did not go on within " + patience.toSeconds()
                    + " s: it hangs, or something that is not SSH listens there";
        if (watch.wasCut()) return hop.where() + " hung up during the login: look at sshd's log there";
        if (isAboutTheLogin()) return refused();
        return switch (error) {
            case JSchHostKeyException _ -> "the host key of " + hop.where() + " is not to be trusted: " + message();
            case JSchStrictKexException _ ->
                hop.where() + " does not offer strict key exchange: update its OpenSSH to 9.6 or a patched release";
            case JSchAlgoNegoFailException _ -> hop.where() + " shares no algorithm with us: " + message();
            default ->
                hop.where() + " broke the handshake off: " + message()
                        + "; is it an SSH server, and does it take more connections (MaxStartups)?";
        };
    }

    private boolean isSilent() {
        for (Throwable cause = error; cause != null; cause = cause.getCause())
            if (cause instanceof SocketTimeoutException) return true;
        return false;
    }

    private String refused() {
        var match = METHODS.matcher(message());
        var offered = match.find() ? List.of(match.group(1).split(",")) : List.of("publickey");
        var user = hop.login().user();
        if (!offered.contains("publickey"))
            return hop.where() + " takes no keys from user " + user + ", only " + String.join(", ", offered)
                    + ": allow PubkeyAuthentication there, Nexus knows no other method";
        return hop.where() + " refused the key of user " + user + " (it offers " + String.join(", ", offered)
                + "; publickey was tried): put the public half of "
                + hop.login().keyFile() + " into authorized_keys of "
                + user + ", and look for AllowUsers, DenyUsers and the file's mode in sshd's log";
    }
}
