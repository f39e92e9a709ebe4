package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The tools that are served, in a fixed order. Their list is bytes made once.
public final class Catalog {
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final byte[] structured;
    private final byte[] plain;

    /// @param tools in the order in which they are published
    /// @param form  whether output schemas are published
    public Catalog(List<Tool> tools, ResultForm form) {
        for (var tool : tools) this.tools.put(tool.name(), tool);
        plain = list(tools, false);
        structured = form == ResultForm.TEXT ? plain : list(tools, true);
    }

    private static byte[] list(List<Tool> tools, boolean withStructure) {
        return tools.stream()
                .map(tool -> tool.definition(withStructure))
                .collect(Collectors.joining(",", "\"tools\":[", "]"))
                .getBytes(UTF_8);
    }

    Optional<Tool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /// The names of all tools.
    public List<String> names() {
        return new ArrayList<>(tools.keySet());
    }

    /// `"tools":[…]` as a revision has it.
    byte[] list(Revision revision) {
        return revision.hasStructuredContent() ? structured : plain;
    }
}
