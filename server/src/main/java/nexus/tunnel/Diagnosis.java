package nexus.tunnel;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.JSchStrictKexException;
import com.jcraft.jsch.Session;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// Turns what JSch throws into a state and a sentence; the only place that reads its messages.
final class Diagnosis {
    private static final int PROTOCOL_ERROR = 2;

    private Diagnosis() {}

    static Failure of(JSchException error, JSch jsch, Session session, AuthWatch watch, Settings.Ssh settings) {
        if (error instanceof JSchHostKeyException)
            return new Failure(State.HOSTKEY_CHANGED, HostKeys.mismatch(jsch, session, settings));
        if (isRefusal(error) && !watch.wasCut()) {
            var user = settings.login().user();
            return new Failure(
                    State.AUTH_FAILED,
                    "the bastion " + settings.where() + " refused the key of user " + user + ": put the public half of "
                            + settings.login().keyFile() + " into that user's authorized_keys and restart");
        }
        return new Failure(State.BACKOFF, "the bastion " + settings.where() + " " + what(error, settings));
    }

    private static boolean isRefusal(JSchException error) {
        var message = String.valueOf(error.getMessage());
        // sshd hangs up with this reason after too many failed keys.
        return message.startsWith("Auth ")
                || message.startsWith("USERAUTH ")
                || (error instanceof JSchSessionDisconnectException end
                        && end.getReasonCode() == PROTOCOL_ERROR
                        && String.valueOf(end.getDescription()).contains("authentication failures"));
    }

    private static String what(JSchException error, Settings.Ssh settings) {
        return switch (root(error)) {
            case UnknownHostException _ -> "cannot be found: its name does not resolve";
            case ConnectException _ -> "refuses connections: is sshd running there and the port right?";
            case SocketTimeoutException _ ->
                "did not answer within " + settings.pace().connectTimeout().toSeconds() + " s";
            case JSchStrictKexException _ ->
                "does not offer strict key exchange: update its OpenSSH to 9.6 or a patched release";
            case JSchAlgoNegoFailException e -> "shares no algorithm with us: " + e.getMessage();
            case Throwable e
            when String.valueOf(error.getMessage()).startsWith("Auth ") ->
                "hung up during the login: " + e.getMessage();
            case Throwable e -> "could not be connected: " + e.getMessage();
        };
    }

    private static Throwable root(Throwable error) {
        @Nullable Throwable cause = error.getCause();
        return cause == null ? error : root(cause);
    }
}
