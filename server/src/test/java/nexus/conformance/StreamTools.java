package nexus.conformance;

import static nexus.conformance.Fixture.asks;
import static nexus.conformance.Fixture.says;
import static nexus.conformance.Fixture.tool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.catalog.Question;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;

/// Tools that have something to tell before their result.
final class StreamTools {
    /// The suite wants about so much work between two messages.
    private static final Duration WORK = Duration.ofMillis(50);

    private StreamTools() {}

    static List<Tool> all() {
        return List.of(
                tool("test_tool_with_progress", "Tells its progress.", (_, call) -> progress(call)),
                tool("test_tool_with_logging", "Logs three lines.", (_, call) -> logging(call)),
                tool("test_logging_tool", "Logs one line, if it may.", (_, call) -> {
                    call.log(LogLevel.INFO, "one line");
                    return says("done");
                }),
                tool("test_streaming_elicitation", "Tells its progress, then asks.", (_, call) -> streaming(call)));
    }

    private static ToolResult progress(Call call) {
        call.progress(0, 100, "started");
        work();
        call.progress(50, 100, "half way");
        work();
        call.progress(100, 100, "finished");
        return says("done");
    }

    private static ToolResult logging(Call call) {
        Stream.of("Tool execution started", "Tool processing data", "Tool execution completed")
                .forEach(line -> {
                    call.log(LogLevel.INFO, line);
                    work();
                });
        return says("done");
    }

    private static ToolResult streaming(Call call) {
        call.progress(0, 1, "asking");
        if (call.answer("proceed").isPresent()) return says("done");
        return asks("", Question.form("proceed", "Shall it go on?", Forms.of("ok", "boolean")));
    }

    /// Takes no less, though a thread may be woken early; only a cancelled call does not go on.
    private static void work() {
        var end = System.nanoTime() + WORK.toNanos();
        while (end - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
