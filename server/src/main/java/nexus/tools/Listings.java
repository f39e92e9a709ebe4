package nexus.tools;

import java.util.List;
import nexus.mcp.catalog.Right;
import nexus.mcp.json.JsonText;
import nexus.mongo.Answer;

/// Writes what there is as JSON, each thing with the URI under which it is read.
final class Listings {
    private static final String VIEW = "view";

    private Listings() {}

    /// How every connection is.
    static byte[] health(Reachable sources) {
        var json = new JsonText(256).raw("{\"connections\":");
        return Results.array(
                        json,
                        sources.names(),
                        name -> health(json, name, sources.find(name).orElseThrow()))
                .raw("}")
                .bytes();
    }

    private static void health(JsonText json, String name, Sources.Source source) {
        var outage = source.outage().get();
        json.raw("{\"name\":").string(name).raw(",\"works\":" + outage.isEmpty());
        outage.ifPresent(reason -> json.raw(",\"reason\":").string(reason));
        json.raw(",\"changeStreams\":" + (outage.isEmpty() && source.changes().areAvailable()) + "}");
    }

    /// The connections that a caller may name.
    static byte[] connections(Reachable sources) {
        var json = new JsonText(256).raw("{\"connections\":");
        return Results.array(json, sources.names(), name -> connection(json, name, sources))
                .raw("}")
                .bytes();
    }

    private static void connection(JsonText json, String name, Reachable sources) {
        var source = sources.find(name).orElseThrow();
        var outage = source.outage().get();
        var isDefault = sources.name("").filter(name::equals).isPresent();
        var mayWrite = source.takesWrites() && sources.caller().may(Right.WRITE);
        json.raw("{\"name\":").string(name).raw(",\"works\":" + outage.isEmpty());
        outage.ifPresent(reason -> json.raw(",\"reason\":").string(reason));
        json.raw(",\"isDefault\":" + isDefault + ",\"mayWrite\":" + mayWrite + "}");
    }

    /// The databases of a connection.
    static byte[] databases(Place place, List<Answer.Database> databases) {
        var json = new JsonText(1024).raw("{\"connection\":").string(place.connection());
        return Results.array(
                        json.raw(",\"databases\":"),
                        databases,
                        database -> json.raw("{\"name\":")
                                .string(database.name())
                                .raw(",\"uri\":")
                                .string(place.database(database.name()).uri(Place.DATABASE))
                                .raw(",\"sizeBytes\":" + database.bytes() + "}"))
                .raw("}")
                .bytes();
    }

    /// The collections of a database.
    static byte[] collections(Place place, List<Answer.Collection> collections) {
        var json = new JsonText(1024)
                .raw("{\"connection\":")
                .string(place.connection())
                .raw(",\"database\":")
                .string(place.database());
        return Results.array(
                        json.raw(",\"collections\":"),
                        collections,
                        collection -> fields(json.raw("{"), place.collection(collection.name()), collection))
                .raw("}")
                .bytes();
    }

    /// One collection.
    static byte[] collection(Place place, Answer.Collection collection) {
        var json = new JsonText(256)
                .raw("{\"connection\":")
                .string(place.connection())
                .raw(",\"database\":")
                .string(place.database())
                .raw(",");
        fields(json, place, collection);
        return json.bytes();
    }

    /// A view has no indexes of its own.
    private static void fields(JsonText json, Place place, Answer.Collection collection) {
        json.raw("\"name\":").string(collection.name());
        json.raw(",\"type\":").string(collection.type());
        json.raw(",\"uri\":").string(place.uri(Place.COLLECTION));
        json.raw(",\"schema\":").string(place.uri(Place.SCHEMA));
        if (!collection.type().equals(VIEW)) json.raw(",\"indexes\":").string(place.uri(Place.INDEXES));
        json.raw("}");
    }
}
