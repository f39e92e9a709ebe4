package nexus.mcp.catalog;

import java.util.Optional;
import nexus.mcp.json.RawObject;

/// One request at work, as a tool, a prompt or a resource sees it. Cancelling it interrupts its thread.
public interface Call {
    /// Who sent it.
    Caller caller();

    /// The trace it belongs to.
    Trace trace();

    /// Tells the client how far the work is; does nothing where the client did not ask for it. Values that do not grow,
    /// and those that come too fast, are left out.
    ///
    /// @param done  so much is done
    /// @param total of so much
    void progress(double done, double total, String message);

    /// Tells the client something in passing; does nothing where the client did not ask for it.
    void log(LogLevel level, String text);

    /// Whether the client can answer such a question in this call.
    boolean canAsk(Question.Kind kind);

    /// What the client answered to a question of the round before, as it was sent; nothing in the first round.
    Optional<RawObject> answer(String key);

    /// The fields of a form that a person filled in and accepted; nothing when it was declined, or not asked yet.
    Optional<RawObject> accepted(String key);

    /// What [ToolResult.Ask] was told to remember; empty in the first round.
    String state();

    /// Whether a person confirmed this very call after [ToolResult.Confirm]. True at most once for each confirmation,
    /// whichever replica it comes to.
    boolean isConfirmed();

    /// Seals where the next page begins, for this caller and these arguments only; the client cannot read it.
    /// Nothing where the request has no pages.
    default Optional<String> cursor(String position) {
        return Optional.empty();
    }

    /// Where the page of a cursor begins; nothing where [#cursor] did not make it for this caller and these arguments,
    /// or too long ago.
    default Optional<String> position(String cursor) {
        return Optional.empty();
    }
}
