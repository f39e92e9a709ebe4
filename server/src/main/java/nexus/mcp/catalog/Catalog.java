package nexus.mcp.catalog;

import java.util.List;
import java.util.Optional;

/// All that is offered, in a fixed order: every replica publishes the same.
///
/// @param changes tells when a list changes
/// @param hasLogs whether any tool calls [Call#log]: only then is logging offered
public record Catalog(List<Tool> tools, Resources resources, List<Prompt> prompts, Changes changes, boolean hasLogs) {
    public Catalog {
        tools = List.copyOf(tools);
        prompts = List.copyOf(prompts);
    }

    /// Tools alone.
    public static Catalog of(List<Tool> tools) {
        return new Catalog(tools, Resources.NONE, List.of(), Changes.none(), false);
    }

    /// The tool of a name.
    public Optional<Tool> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /// The tools that a caller may use, at least somewhere.
    public List<Tool> tools(Caller caller) {
        return tools.stream().filter(tool -> caller.may(tool.right())).toList();
    }

    /// The prompt of a name.
    public Optional<Prompt> prompt(String name) {
        return prompts.stream().filter(prompt -> prompt.name().equals(name)).findFirst();
    }

    /// Whether anything can be completed.
    public boolean hasCompletion() {
        return resources.all().stream()
                        .anyMatch(resource -> !resource.completers().isEmpty())
                || prompts.stream()
                        .flatMap(prompt -> prompt.arguments().stream())
                        .anyMatch(argument -> !argument.completer().equals(Completer.NONE));
    }
}
