package nexus.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Right;
import nexus.mcp.fleet.Claims;

/// A caller of another replica, which has checked who it is and passes on what it may. What is not said is not allowed.
record Passed(String name, Set<Right> rights, Set<String> groups) implements Caller {
    private static final String NAME = "caller";
    private static final String RIGHTS = "rights";
    private static final String GROUPS = "groups";

    Passed {
        rights = Set.copyOf(rights);
        groups = Set.copyOf(groups);
    }

    /// Names and values that tell of a caller.
    static String[] claims(Caller caller) {
        return new String[] {
            NAME, caller.name(), RIGHTS, words(caller), GROUPS, String.join("\n", caller.groups()),
        };
    }

    private static String words(Caller caller) {
        return caller.rights().stream().map(Right::name).collect(Collectors.joining("\n"));
    }

    /// The caller that a question tells of.
    static Caller in(Claims question) {
        var words = lines(question.get(RIGHTS));
        var rights = Arrays.stream(Right.values())
                .filter(right -> words.contains(right.name()))
                .collect(Collectors.toSet());
        return new Passed(question.get(NAME), rights, Set.copyOf(lines(question.get(GROUPS))));
    }

    private static List<String> lines(String text) {
        return text.lines().distinct().toList();
    }

    @Override
    public boolean may(Right right) {
        return rights.contains(right);
    }
}
