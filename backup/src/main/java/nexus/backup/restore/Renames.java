package nexus.backup.restore;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Other names for databases and collections.
///
/// @param rules from a database or a namespace to another
public record Renames(Map<String, String> rules) {
    public Renames {
        // In a fixed order: they are part of the name of a journal.
        rules = Collections.unmodifiableMap(new TreeMap<>(rules));
    }

    /// Reads `shop=shop2` and `shop.orders=shop.orders2`.
    ///
    /// @throws IllegalArgumentException with what is wrong
    public static Renames parse(List<String> texts) {
        var rules = new LinkedHashMap<String, String>();
        for (var text : texts) {
            var sides = text.split("=", -1);
            if (sides.length != 2 || sides[0].isEmpty() || sides[1].isEmpty())
                throw new IllegalArgumentException("'" + text + "' is not FROM=TO");
            if (sides[0].contains(".") != sides[1].contains("."))
                throw new IllegalArgumentException("'" + text
                        + "' renames a database to a collection, or the other way: write both with a dot or none");
            if (rules.put(sides[0], sides[1]) != null)
                throw new IllegalArgumentException("'" + sides[0] + "' is renamed twice");
        }
        return new Renames(rules);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /// Rules that none of these collections needs.
    List<String> unused(List<Namespace> chosen) {
        return rules.keySet().stream()
                .filter(from ->
                        chosen.stream().noneMatch(one -> from.equals(one.toString()) || from.equals(one.database())))
                .toList();
    }

    /// A rule for a collection goes before one for its database.
    Namespace apply(Namespace from) {
        var whole = rules.get(from.toString());
        if (whole != null) return Namespace.parse(whole);
        return new Namespace(rules.getOrDefault(from.database(), from.database()), from.collection());
    }
}
