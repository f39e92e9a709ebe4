package nexus.access.grants;

import java.util.ArrayList;
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

    /// The words under which a caller may be named. One that has not proved who it is has its name only, `anonymous`.
    static List<String> words(Caller caller) {
        var words = new ArrayList<>(List.of(caller.name()));
        if (!caller.name().equals(Caller.ANONYMOUS.name())) words.add(Names.ANY);
        caller.groups().forEach(group -> words.add(GROUP + group));
        return words;
    }

    /// Whether it is for a caller that goes by these words.
    boolean isFor(List<String> words) {
        for (var word : words) if (who.contains(word)) return true;
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
