package nexus.mongo;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What was seen of one field: in how many documents, of which types, and a few of its values.
final class SchemaField {
    private static final int MOST_EXAMPLES = 3;

    private final Map<String, Integer> types = new TreeMap<>();
    private final TreeSet<String> examples = new TreeSet<>();
    private int documents;
    private int last = -1;

    /// @param document which document it was seen in; they come in order
    void see(int document, String type) {
        if (document != last) documents++;
        last = document;
        types.merge(type, 1, Integer::sum);
    }

    /// Keeps the first in the order of the alphabet, so that the same documents give the same examples in any order.
    void example(String json) {
        examples.add(json);
        if (examples.size() > MOST_EXAMPLES) examples.pollLast();
    }

    int documents() {
        return documents;
    }

    Map<String, Integer> types() {
        return Collections.unmodifiableMap(types);
    }

    Collection<String> examples() {
        return Collections.unmodifiableSet(examples);
    }
}
