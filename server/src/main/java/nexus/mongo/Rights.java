package nexus.mongo;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// What the user of a connection may do, from the reply to `connectionStatus`.
record Rights(List<String> users, List<String> roles, List<BsonDocument> privileges) {
    private static final int MOST = 5;
    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "remove",
            "createCollection",
            "dropCollection",
            "dropDatabase",
            "createIndex",
            "dropIndex",
            "collMod",
            "renameCollectionSameDB",
            "anyAction");
    private static final Set<String> RULERS = Set.of(
            "root", "__system", "userAdminAnyDatabase", "dbAdminAnyDatabase", "clusterAdmin", "restore", "dbOwner");

    static Rights of(BsonDocument reply) {
        var info = reply.getDocument("authInfo", new BsonDocument());
        return new Rights(
                named(info, "authenticatedUsers", "user"),
                named(info, "authenticatedUserRoles", "role"),
                info.getArray("authenticatedUserPrivileges", new BsonArray()).stream()
                        .filter(BsonValue::isDocument)
                        .map(BsonValue::asDocument)
                        .toList());
    }

    private static List<String> named(BsonDocument info, String list, String name) {
        return info.getArray(list, new BsonArray()).stream()
                .filter(BsonValue::isDocument)
                .map(BsonValue::asDocument)
                .map(entry -> text(entry, name) + "@" + text(entry, "db"))
                .toList();
    }

    private static String text(BsonDocument document, String name) {
        return document.getString(name, new BsonString("")).getValue();
    }

    /// Where one of the actions is allowed.
    private TreeSet<String> places(Set<String> actions) {
        return privileges.stream()
                .filter(privilege -> privilege.getArray("actions", new BsonArray()).stream()
                        .anyMatch(action -> action.isString()
                                && actions.contains(action.asString().getValue())))
                .map(privilege -> place(privilege.getDocument("resource", new BsonDocument())))
                .filter(place -> !place.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Databases and collections only; what belongs to the system is no news.
    private static String place(BsonDocument resource) {
        if (resource.containsKey("anyResource")) return "everything";
        if (!resource.containsKey("db")) return "";
        var database = text(resource, "db");
        var collection = text(resource, "collection");
        if (collection.startsWith("system.")) return "";
        if (database.isEmpty()) return collection.isEmpty() ? "every database" : "*." + collection;
        return collection.isEmpty() ? database : database + "." + collection;
    }

    private TreeSet<String> reads() {
        return places(Set.of("find", "anyAction"));
    }

    private TreeSet<String> writes() {
        return places(WRITES);
    }

    boolean canFind() {
        return !reads().isEmpty();
    }

    boolean canWrite() {
        return !writes().isEmpty();
    }

    /// Whether a role lets its user make itself anything.
    boolean isRuler() {
        return roles.stream().anyMatch(role -> RULERS.contains(role.substring(0, role.indexOf('@'))));
    }

    @Override
    public String toString() {
        return (roles.isEmpty() ? "no role" : few(roles)) + "; find on " + few(List.copyOf(reads())) + "; writes: "
                + few(List.copyOf(writes()));
    }

    private static String few(List<String> names) {
        if (names.isEmpty()) return "none";
        var shown = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
        return names.size() <= MOST ? shown : shown + " and " + (names.size() - MOST) + " more";
    }
}
