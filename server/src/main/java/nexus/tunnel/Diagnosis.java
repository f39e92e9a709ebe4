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
    /// The exit status of a channel whose opening nobody answered.
    static final int NO_ANSWER = -1;

    private static final int PROTOCOL_ERROR = 2;

    private Diagnosis() {}

    static Failure of(
            JSchException error, JSch jsch, Session session, AuthWatch watch, Settings.Hop hop, Settings.Pace pace) {
        if (error instanceof JSchHostKeyException distrust)
            return new Failure(State.HOSTKEY_CHANGED, HostKeys.mismatch(distrust, jsch, session, hop));
        if (isRefusal(error) && !watch.wasCut()) return new Failure(State.AUTH_FAILED, refused(hop));
        var what = watch.isLate() ? late(pace) : what(error, pace);
        return new Failure(State.BACKOFF, "the bastion " + hop.where() + " " + what);
    }

    private static String refused(Settings.Hop hop) {
        var login = hop.login();
        var refused = "the bastion " + hop.where() + " refused the key of user " + login.user();
        return login.certificateFile()
                .map(
                        file -> refused + " with the certificate " + file
                                + ": is it still valid and " + login.user() + " among its principals (ssh-keygen -L -f "
                                + file
                                + "), and its CA in the bastion's TrustedUserCAKeys? A new certificate or a restart makes Nexus try again")
                .orElse(refused + ": put the public half of " + login.keyFile()
                        + " into that user's authorized_keys, then touch the key file here or restart");
    }

    /// Why a channel was not opened.
    ///
    /// @param code [#NO_ANSWER] or a reason of RFC 4254, section 5.1
    static Dialed.Failed ofOpen(int code, Target target, Settings.Hop hop) {
        var bastion = "the bastion " + hop.where();
        return switch (code) {
            case 1 ->
                new Dialed.Failed(
                        Refusal.FORBIDDEN,
                        bastion + " does not allow user " + hop.login().user() + " to reach " + target
                                + ": permitopen in authorized_keys or PermitOpen in sshd_config must name it so");
            case 2 ->
                unreachable(
                        bastion + " cannot connect to " + target + ": is it running there, and does the name resolve?");
            case NO_ANSWER ->
                new Dialed.Failed(Refusal.SILENT, target + " did not answer " + bastion + " within the open timeout");
            default -> unreachable(bastion + " opened no channel to " + target + ": reason " + code);
        };
    }

    /// A channel that was not opened because its session has ended.
    static Dialed.Failed ofEnd(Settings.Hop hop) {
        return new Dialed.Failed(Refusal.DOWN, "the SSH session with " + hop.where() + " ended while it was needed");
    }

    private static Dialed.Failed unreachable(String reason) {
        return new Dialed.Failed(Refusal.UNREACHABLE, reason);
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

    private static String what(JSchException error, Settings.Pace pace) {
        return switch (root(error)) {
            case UnknownHostException _ -> "cannot be found: its name does not resolve";
            case ConnectException _ -> "refuses connections: is sshd running there and the port right?";
            case SocketTimeoutException _ -> late(pace);
            case JSchStrictKexException _ ->
                "does not offer strict key exchange: update its OpenSSH to 9.6 or a patched release";
            case JSchAlgoNegoFailException e -> "shares no algorithm with us: " + e.getMessage();
            case Throwable e
            when String.valueOf(error.getMessage()).startsWith("Auth ") ->
                "hung up during the login: " + e.getMessage();
            case Throwable e -> "could not be connected: " + e.getMessage();
        };
    }

    private static String late(Settings.Pace pace) {
        return "did not answer within " + pace.connectTimeout().toSeconds() + " s (ssh.connect-timeout)";
    }

    private static Throwable root(Throwable error) {
        @Nullable Throwable cause = error.getCause();
        return cause == null ? error : root(cause);
    }
}
