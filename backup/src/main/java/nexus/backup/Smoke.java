package nexus.backup;

import static java.lang.System.Logger.Level.INFO;

import java.util.List;
import java.util.Optional;
import nexus.backup.mcp.SmokeQuery;
import nexus.backup.restore.Outcome;

/// Asks the MCP server for one of the collections that a restore has made.
record Smoke(Session session) {
    private static final System.Logger LOG = System.getLogger(Smoke.class.getName());
    private static final String DEFAULT = "default";

    /// Asks, where the settings name a server.
    ///
    /// @param outcomes of a restore that ended equal to its run
    Exit ask(List<Outcome> outcomes) {
        var mcp = session.settings().mcp();
        if (mcp.url().isEmpty()) return Exit.OK;
        var asked = outcomes.stream()
                .filter(outcome -> outcome.counted().orElse(0) > 0)
                .findFirst();
        if (asked.isEmpty()) {
            LOG.log(INFO, "No collection was restored of which the MCP server could count the documents");
            return Exit.OK;
        }
        return ask(SmokeQuery.of(mcp.url().get(), mcp.token()), asked.get());
    }

    private Exit ask(SmokeQuery query, Outcome asked) {
        int dot = asked.namespace().indexOf('.');
        // A server with one connection takes it whatever its name.
        var connection = Optional.of(session.settings().connection()).filter(name -> !name.equals(DEFAULT));
        var trouble = query.trouble(
                connection,
                asked.namespace().substring(0, dot),
                asked.namespace().substring(dot + 1),
                asked.counted().orElseThrow());
        if (trouble.isEmpty()) {
            LOG.log(INFO, "The MCP server counts the documents of " + asked.namespace() + " as the restore did");
            return Exit.OK;
        }
        session.err()
                .println("backup restore: the data are restored and equal to the run, but clients of the MCP server"
                        + " would not see them: " + trouble);
        return Exit.VERIFICATION;
    }
}
