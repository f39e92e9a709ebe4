package nexus.access.audit;

import java.util.Optional;
import java.util.OptionalLong;
import nexus.mcp.Asked;
import nexus.mcp.catalog.Arguments;
import nexus.mcp.catalog.Effect;
import nexus.mcp.catalog.ToolResult;

/// One request at work, with what is noted of it on its way. Belongs to the thread that answers it.
final class Deed {
    /// The one that this thread answers.
    static final ScopedValue<Deed> CURRENT = ScopedValue.newInstance();

    private final long number;
    private final Asked asked;
    private final Origin origin = Origin.current();
    private final long begun = System.nanoTime();
    private Optional<Arguments> arguments = Optional.empty();
    private OptionalLong count = OptionalLong.empty();
    private boolean isWrite;
    private boolean isConfirmed;
    private boolean isAsking;

    /// @param number unlike that of any other of this process
    Deed(long number, Asked asked) {
        this.number = number;
        this.asked = asked;
    }

    /// A round of its tool begins.
    void begins(Arguments checked, Effect effect, boolean confirmed) {
        arguments = Optional.of(checked);
        isWrite = effect != Effect.READS;
        isConfirmed = confirmed;
    }

    /// What the round came to.
    void came(ToolResult result) {
        switch (result) {
            case ToolResult.Done done -> ends(done.count());
            case ToolResult.Shown _, ToolResult.Refused _ -> ends(OptionalLong.empty());
            case ToolResult.Ask _, ToolResult.Confirm _ -> isAsking = true;
        }
    }

    private void ends(OptionalLong counted) {
        count = counted;
        isAsking = false;
    }

    long number() {
        return number;
    }

    Asked asked() {
        return asked;
    }

    Origin origin() {
        return origin;
    }

    long nanos() {
        return System.nanoTime() - begun;
    }

    /// Those of a tool, once they are checked.
    Optional<Arguments> arguments() {
        return arguments;
    }

    OptionalLong count() {
        return count;
    }

    /// Whether a tool that can change something was run.
    boolean isWrite() {
        return isWrite;
    }

    boolean isConfirmed() {
        return isConfirmed;
    }

    /// Whether its tool ended with a question.
    boolean isAsking() {
        return isAsking;
    }
}
