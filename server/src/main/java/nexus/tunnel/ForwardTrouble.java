package nexus.tunnel;

import java.time.Duration;

/// Why a server opened no channel to a target. SSH gives a number and a text; JSch keeps the text to itself.
record ForwardTrouble(Settings.Hop hop, Target target, Duration patience) {
    /// @param code [Diagnosis#NO_ANSWER] or a reason of RFC 4254, section 5.1
    String text(int code) {
        return "sshd at " + hop.where()
                + switch (code) {
                    case 1 -> " does not let user " + hop.login().user() + " reach " + target + ": " + rules();
                    case 2 -> " cannot connect to " + target + ": " + causes();
                    case Diagnosis.NO_ANSWER ->
                        " gave no answer about " + target + " within " + patience.toSeconds()
                                + " s: a firewall between the two drops the packets, or the target is down";
                    default -> " opens no channel to " + target + ": reason " + code;
                };
    }

    private static String rules() {
        return "permitopen in authorized_keys or PermitOpen in sshd_config must name it exactly so, and"
                + " AllowTcpForwarding must not be no";
    }

    private String causes() {
        var listens = "nc -vz " + target.host() + " " + target.port();
        var isName = target.host().chars().anyMatch(Character::isLetter);
        return isName
                ? "either the name is unknown there (getent hosts " + target.host() + " on it) or nothing listens ("
                        + listens + ")"
                : "nothing listens there, or a firewall is in between (" + listens + " on it)";
    }
}
