package nexus.backup;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.util.ArrayList;
import java.util.List;
import nexus.config.LogFormat;

/// What a drill has looked at, one line for each at its end.
final class Checks {
    private static final System.Logger LOG = System.getLogger(Checks.class.getName());

    private record Check(boolean isWell, String line) {}

    private final Session session;
    private final List<Check> checks = new ArrayList<>();

    Checks(Session session) {
        this.session = session;
    }

    void ok(String what) {
        checks.add(new Check(true, "ok: " + what));
    }

    void failed(String what) {
        checks.add(new Check(false, "failed: " + what));
    }

    void leftOut(String what) {
        checks.add(new Check(true, "left out: " + what));
    }

    /// One check with two ends.
    void check(boolean isWell, String ok, String failed) {
        if (isWell) ok(ok);
        else failed(failed);
    }

    boolean isWell() {
        return checks.stream().allMatch(Check::isWell);
    }

    /// In a pod a line is one of the log, so that every line there is JSON.
    Exit tell() {
        var isLogged = session.settings().log().format() == LogFormat.JSON;
        for (var check : checks)
            if (isLogged) LOG.log(check.isWell() ? INFO : ERROR, check.line());
            else session.out().println(check.line());
        return isWell() ? Exit.OK : Exit.VERIFICATION;
    }
}
