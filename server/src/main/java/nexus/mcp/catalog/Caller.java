package nexus.mcp.catalog;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Who sent a request, and what that one may do. Two callers of one name are the same caller: what was sealed for one
/// is good for the other.
public interface Caller {
    /// A caller of a server without authentication: it may do all that the server offers.
    Caller ANONYMOUS = named("anonymous");

    /// The name by which logs and grants know it: that of its token, of its client, or `anonymous`.
    String name();

    /// Whether it may call the tools that need this right, at least somewhere.
    boolean may(Right right);

    /// The groups to which it belongs, as whoever vouches for it says.
    default Set<String> groups() {
        return Set.of();
    }

    /// Its rights.
    default Set<Right> rights() {
        return Arrays.stream(Right.values()).filter(this::may).collect(Collectors.toUnmodifiableSet());
    }

    /// A caller with every right.
    static Caller named(String name) {
        return new Named(name);
    }

    /// A caller that is known by nothing but its name.
    record Named(String name) implements Caller {
        @Override
        public boolean may(Right right) {
            return true;
        }
    }
}
