package nexus.tunnel;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;

/// What every session that logs in has in common: it trusts pinned hosts only and offers nothing but its key.
final class Hardened {
    private Hardened() {}

    /// Prepares a session; connects nothing.
    static Session session(JSch jsch, Settings.Hop hop, AuthWatch watch, Crew crew) throws JSchException {
        var session = jsch.getSession(hop.login().user(), hop.host(), hop.port());
        // The constant: any other text than "yes" and "ask" makes JSch accept every key.
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "publickey");
        session.setConfig("enable_auth_none", "no");
        session.setConfig("require_strict_kex", "yes");
        session.setLogger(watch);
        session.setThreadFactory(crew);
        session.setDaemonThread(true);
        return session;
    }
}
