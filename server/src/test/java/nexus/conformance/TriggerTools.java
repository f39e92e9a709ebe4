package nexus.conformance;

import static nexus.conformance.Fixture.says;
import static nexus.conformance.Fixture.tool;

import java.util.List;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Changes.Change;
import nexus.mcp.catalog.Tool;

/// Tools that change what others watch.
final class TriggerTools {
    private TriggerTools() {}

    static List<Tool> all(Changes changes, Watched watched) {
        return List.of(
                announcing("test_trigger_tool_change", changes, Change.TOOLS),
                announcing("test_trigger_prompt_change", changes, Change.PROMPTS),
                announcing("test_trigger_resource_list_change", changes, Change.RESOURCES),
                tool("test_trigger_resource_change", "Changes test://watched-resource.", (_, _) -> {
                    watched.change();
                    return says("changed");
                }));
    }

    private static Tool announcing(String name, Changes changes, Change change) {
        return tool(name, "Tells that a list has changed.", (_, _) -> {
            changes.tell(change);
            return says("told");
        });
    }
}
