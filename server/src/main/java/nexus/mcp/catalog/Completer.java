package nexus.mcp.catalog;

import java.util.List;
import java.util.Map;

/// Proposes values for an argument of a prompt, or a variable of a resource template, while a person types.
@FunctionalInterface
public interface Completer {
    /// Proposes nothing.
    Completer NONE = (_, _, _) -> List.of();

    /// All values that begin with what was typed, best first. The first hundred are sent.
    ///
    /// @param typed  so far, perhaps nothing
    /// @param chosen the arguments that are known already, by name
    List<String> complete(String typed, Map<String, String> chosen, Caller caller);
}
