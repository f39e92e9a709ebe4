package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;

/// Which names of databases and collections a read may use.
final class Names {
    /// The databases in which a MongoDB server keeps its own affairs: users, configuration, replication.
    static final Set<String> OWN = Set.of("admin", "config", "local");

    private static final String NOT_IN_A_DATABASE = " /\\.\"$*<>:|?\0";
    private static final int LONGEST_DATABASE = 63;
    private static final int LONGEST_COLLECTION = 255;

    private Names() {}

    /// @throws Refusal if a database cannot have the name, or is the server's own
    static void database(String name) {
        if (name.isEmpty()) throw new Refusal("database is needed: the name of one database");
        if (OWN.contains(name)) throw new Refusal("database: " + name + " belongs to the server and is left alone");
        if (name.getBytes(UTF_8).length > LONGEST_DATABASE || name.chars().anyMatch(Names::isOdd)) {
            throw new Refusal("database: a database cannot have this name; at most 63 bytes without /\\. \"$*<>:|?");
        }
    }

    private static boolean isOdd(int character) {
        return NOT_IN_A_DATABASE.indexOf(character) >= 0;
    }

    /// @throws Refusal if a collection cannot have the name, or is the server's own
    static void collection(String name, String argument) {
        if (name.isEmpty()) throw new Refusal(argument + " is needed: the name of one collection");
        if (name.startsWith("system.")) {
            throw new Refusal(argument + ": collections named system.… belong to the server and are left alone");
        }
        if (name.length() > LONGEST_COLLECTION || name.indexOf('$') >= 0 || name.indexOf('\0') >= 0) {
            throw new Refusal(argument + ": a collection cannot have this name; at most 255 characters without $");
        }
    }
}
