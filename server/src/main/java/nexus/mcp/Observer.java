package nexus.mcp;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/// Is told of every request once it is answered.
@FunctionalInterface
public interface Observer {
    /// Takes no note.
    Observer NONE = (_, _, _, _) -> {};

    /// Takes note of one answer.
    ///
    /// @param method  a method of the protocol, or `other`
    /// @param tool    the tool of a `tools/call` that exists, else empty
    /// @param outcome `ok`, `tool-error`, `declined` by the user, `cancelled`, or the JSON-RPC error code
    /// @param took    from the parsed request to the finished answer
    void answered(String method, String tool, String outcome, Duration took);

    /// Stands by while a request is answered; called in the thread that answers it.
    ///
    /// @param work    answers it; to be run once
    /// @param outcome what the answer came to, as [#answered] is told of it
    default <T> T attend(Asked asked, Supplier<T> work, Function<T, String> outcome) {
        return work.get();
    }
}
