package nexus.access.audit;

import nexus.mcp.catalog.Effect;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;

/// A tool that the audit looks at.
final class Watched {
    private static final ToolResult UNWRITTEN = new ToolResult.Refused("nothing was done: changes have to be noted in"
            + " the audit first, and it cannot be written now; its operator has to see to it (the log says why)");

    private Watched() {}

    static Tool of(Tool tool, What what, Audit audit) {
        return tool.running((arguments, call) -> {
            if (!Deed.CURRENT.isBound()) return tool.action().call(arguments, call);
            var deed = Deed.CURRENT.get();
            deed.begins(arguments, tool.effect(), call.isConfirmed());
            if (tool.effect() != Effect.READS && !audit.begin(deed, what)) return UNWRITTEN;
            var result = tool.action().call(arguments, call);
            deed.came(result);
            return result;
        });
    }
}
