package nexus.tools;

import java.util.Map;
import nexus.mcp.catalog.UriTemplate;

/// Where something is, and the URI under which it is read. The parts that do not apply are empty.
record Place(String connection, String database, String collection) {
    static final UriTemplate CONNECTION = new UriTemplate("mongodb://{connection}");
    static final UriTemplate DATABASE = new UriTemplate(CONNECTION.text() + "/{database}");
    static final UriTemplate COLLECTION = new UriTemplate(DATABASE.text() + "/{collection}");
    static final UriTemplate SCHEMA = new UriTemplate(COLLECTION.text() + "/schema");
    static final UriTemplate INDEXES = new UriTemplate(COLLECTION.text() + "/indexes");

    /// The place that the variables of such a URI tell.
    static Place of(Map<String, String> variables) {
        return new Place(
                variables.getOrDefault("connection", ""),
                variables.getOrDefault("database", ""),
                variables.getOrDefault("collection", ""));
    }

    static Place of(String connection) {
        return new Place(connection, "", "");
    }

    Place database(String name) {
        return new Place(connection, name, "");
    }

    Place collection(String name) {
        return new Place(connection, database, name);
    }

    String uri(UriTemplate template) {
        return template.expand(connection, database, collection);
    }
}
