package nexus.access.grants;

import java.util.List;
import java.util.Set;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Right;

/// What somebody may do with some collections.
///
/// @param name        by which logs tell it from the others
/// @param who         names of callers, `group:` and the name of a group, or `*` for all that have proved who they are
/// @param level       how far they may go; each right includes those before it
/// @param connections that it is about
/// @param databases   of those
/// @param collections of those
/// @param hide        dotted names of fields that are not there
/// @param mask        dotted names of fields whose values are not shown
/// @param filter      Extended JSON of a query that every document must match; empty for none
public record Grant(
        String name,
        Set<String> who,
        Right level,
        Names connections,
        Names databases,
        Names collections,
        List<String> hide,
        List<String> mask,
        String filter) {
    static final String GROUP = "group:";

    public Grant {
        who = Set.copyOf(who);
        hide = List.copyOf(hide);
        mask = List.copyOf(mask);
    }

    /// Whether it is for a caller. One that has not proved who it is must be named, as `anonymous`.
    boolean isFor(Caller caller) {
        if (who.contains(caller.name())) return true;
        if (who.contains(Names.ANY) && !caller.name().equals(Caller.ANONYMOUS.name())) return true;
        for (var group : caller.groups()) if (who.contains(GROUP + group)) return true;
        return false;
    }

    /// Whether it decides on a collection, unless one before it does.
    boolean names(String database, String collection) {
        return databases.include(database) && collections.include(collection);
    }

    /// Whether nothing is kept back of the documents.
    public boolean isWhole() {
        return hide.isEmpty() && mask.isEmpty() && filter.isEmpty();
    }
}
