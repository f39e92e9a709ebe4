package nexus.access.grants;

import java.util.List;

/// Finds what is wrong with a grant that only whoever knows the databases can tell.
@FunctionalInterface
public interface GrantCheck {
    /// Finds nothing.
    GrantCheck NONE = _ -> List.of();

    /// Sentences that say what is wrong.
    List<String> problems(Grant grant);
}
