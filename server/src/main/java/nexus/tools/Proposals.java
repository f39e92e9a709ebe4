package nexus.tools;

import java.util.List;
import java.util.Map;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Completer;

/// Proposes the names that there are while a person types one.
///
/// @param connection what the argument is called that names the connection; without it the default is meant
record Proposals(Sources sources, String connection) {
    private static final String DATABASE = "database";
    private static final String COLLECTION = "collection";

    Completer connections() {
        return (typed, _, caller) -> matching(typed, sources.of(caller).names());
    }

    Completer databases() {
        return (typed, chosen, caller) -> matching(typed, directory(caller).databases(part(chosen, connection)));
    }

    Completer collections() {
        return (typed, chosen, caller) -> part(chosen, DATABASE).isEmpty()
                ? List.of()
                : matching(typed, directory(caller).collections(part(chosen, connection), part(chosen, DATABASE)));
    }

    /// The fields of the collection that is chosen.
    Completer fields() {
        return (typed, chosen, caller) -> part(chosen, DATABASE).isEmpty()
                        || part(chosen, COLLECTION).isEmpty()
                ? List.of()
                : matching(
                        typed,
                        directory(caller)
                                .fields(part(chosen, connection), part(chosen, DATABASE), part(chosen, COLLECTION)));
    }

    private Directory directory(Caller caller) {
        return new Directory(sources.of(caller));
    }

    private static String part(Map<String, String> chosen, String name) {
        return chosen.getOrDefault(name, "");
    }

    private static List<String> matching(String typed, List<String> names) {
        return names.stream().filter(name -> name.startsWith(typed)).toList();
    }
}
