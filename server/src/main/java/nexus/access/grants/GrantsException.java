package nexus.access.grants;

import java.util.List;

/// A file of grants cannot be used; the message tells all that is wrong with it in one line.
public final class GrantsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    GrantsException(String file, List<String> problems) {
        super(file + " cannot be used: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /// Each thing that is wrong, with its line and its grant.
    public List<String> problems() {
        return problems;
    }
}
