package nexus.backup.dump;

import java.util.Optional;
import java.util.Set;

/// What mongodump leaves out (mongo-tools 100.18, `shouldSkipSystemNamespace` and `GetValidDbs`), and users and roles
/// unless they are asked for.
///
/// @param users whether they are asked for
record SkipRules(boolean users) {
    private static final String INTERNAL = "__mdb_internal_";
    private static final Set<String> OF_CONFIG =
            Set.of("chunks", "collections", "databases", "settings", "shards", "tags", "version");
    private static final Set<String> OF_USERS =
            Set.of("system.users", "system.roles", "system.version", "system.backup_users", "system.new_users");

    /// Why a whole database is left out.
    Optional<String> why(String database) {
        if (database.equals("local")) return Optional.of("belongs to one server, not to the data");
        if (database.startsWith(INTERNAL)) return Optional.of("is MongoDB's own");
        return Optional.empty();
    }

    /// Why a collection is left out.
    Optional<String> why(String database, String collection) {
        var why = switch (database) {
            case "admin" -> ofAdmin(collection);
            case "config" -> OF_CONFIG.contains(collection) ? "" : "is the state of this cluster";
            default -> isOfServer(collection) ? "is MongoDB's own" : "";
        };
        if (why.isEmpty() && collection.indexOf('$') >= 0) why = "is MongoDB's own: its name has a $";
        return why.isEmpty() ? Optional.empty() : Optional.of(why);
    }

    private String ofAdmin(String collection) {
        if (collection.equals("system.keys")) return "holds keys of this cluster";
        if (!users && OF_USERS.contains(collection)) return "users and roles were not asked for";
        return "";
    }

    private static boolean isOfServer(String collection) {
        return collection.startsWith("system.") && !collection.equals("system.js");
    }
}
