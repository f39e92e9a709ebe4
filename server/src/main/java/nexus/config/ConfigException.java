package nexus.config;

import java.util.List;
import java.util.stream.Collectors;

/// The configuration cannot be used; the message lists every problem, one a line.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /// @param problems all that was found, at least one
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// Everything that is wrong, in the order in which it was read.
    public List<Problem> problems() {
        return problems;
    }
}
