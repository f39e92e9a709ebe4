package nexus.mcp;

import java.time.Duration;

/// Is told of every request once it is answered.
@FunctionalInterface
public interface Observer {
    /// Takes no note.
    Observer NONE = (_, _, _, _) -> {};

    /// Takes note of one answer.
    ///
    /// @param method  a method of the protocol, or `other`
    /// @param tool    the tool of a `tools/call` that exists, else empty
    /// @param outcome `ok`, `tool-error`, or the JSON-RPC error code
    /// @param took    from the parsed request to the finished answer
    void answered(String method, String tool, String outcome, Duration took);
}
