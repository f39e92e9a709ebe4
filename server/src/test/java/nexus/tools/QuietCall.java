package nexus.tools;

import java.util.Optional;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.catalog.Question;
import nexus.mcp.catalog.Trace;
import nexus.mcp.json.RawObject;

/// A call whose client asks for nothing beside the result.
record QuietCall(Caller caller, Trace trace) implements Call {
    static final QuietCall CALL = new QuietCall(Caller.ANONYMOUS, Trace.NONE);

    @Override
    public void progress(double done, double total, String message) {}

    @Override
    public void log(LogLevel level, String text) {}

    @Override
    public boolean canAsk(Question.Kind kind) {
        return false;
    }

    @Override
    public Optional<RawObject> answer(String key) {
        return Optional.empty();
    }

    @Override
    public Optional<RawObject> accepted(String key) {
        return Optional.empty();
    }

    @Override
    public String state() {
        return "";
    }

    @Override
    public boolean isConfirmed() {
        return false;
    }
}
