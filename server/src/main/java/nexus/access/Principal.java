package nexus.access;

import java.util.Set;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Right;

/// A caller that has proved who it is.
///
/// @param name   of its token; `oauth:` and the issuer's name for it; or `cert:` and the CN of its certificate
/// @param rights that it has at most; grants may allow less
/// @param groups to which its issuer or certificate says that it belongs
public record Principal(String name, Set<Right> rights, Set<String> groups) implements Caller {
    public Principal {
        rights = Set.copyOf(rights);
        groups = Set.copyOf(groups);
    }

    @Override
    public boolean may(Right right) {
        return rights.contains(right);
    }
}
