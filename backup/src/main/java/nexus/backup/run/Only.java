package nexus.backup.run;

import java.util.List;

/// Which namespaces are asked for: `shop` is a whole database, `shop.orders` a collection, and a `*` at the end of
/// either stands for any ending: `shop*`, `shop.orders-*`. None means all.
///
/// @param patterns as they were written
public record Only(List<String> patterns) {
    /// All of the deployment.
    public static final Only ALL = new Only(List.of());

    public Only {
        patterns = List.copyOf(patterns);
        for (var pattern : patterns) check(pattern);
    }

    private static void check(String pattern) {
        var database = database(pattern);
        boolean isOdd =
                database.isEmpty() || pattern.endsWith(".") || inner(pattern).indexOf('*') >= 0;
        if (isOdd || (database.endsWith("*") && pattern.indexOf('.') >= 0)) {
            throw new IllegalArgumentException(
                    "\"" + pattern + "\" names no namespaces: write DATABASE or DATABASE.COLLECTION,"
                            + " with a * at the end where any ending will do, such as shop, shop.orders or shop.orders-*");
        }
    }

    private static String inner(String pattern) {
        return pattern.substring(0, Math.max(pattern.length() - 1, 0));
    }

    private static String database(String pattern) {
        int dot = pattern.indexOf('.');
        return dot < 0 ? pattern : pattern.substring(0, dot);
    }

    /// Whether all of the deployment is asked for.
    public boolean isAll() {
        return patterns.isEmpty();
    }

    /// Whether something of a database is asked for.
    public boolean wants(String database) {
        return isAll() || patterns.stream().anyMatch(pattern -> fits(database(pattern), database));
    }

    /// Whether a collection is asked for.
    public boolean wants(String database, String collection) {
        return isAll() || patterns.stream().anyMatch(pattern -> fits(pattern, database, collection));
    }

    /// Whether a pattern asks for a namespace.
    public static boolean fits(String pattern, String database, String collection) {
        int dot = pattern.indexOf('.');
        if (!fits(database(pattern), database)) return false;
        return dot < 0 || fits(pattern.substring(dot + 1), collection);
    }

    private static boolean fits(String part, String name) {
        return part.endsWith("*") ? name.startsWith(inner(part)) : part.equals(name);
    }
}
