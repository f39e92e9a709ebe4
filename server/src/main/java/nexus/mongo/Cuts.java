package nexus.mongo;

import java.util.ArrayList;
import java.util.List;

/// Remembers what was cut from a document, at most ten places by name.
final class Cuts {
    private static final int NAMED = 10;
    private static final int LONGEST_PATH = 200;

    private final List<String> named = new ArrayList<>();
    private int places;
    private int leftOut;

    /// A text or binary of which the first bytes are there.
    void shortened(String path, int type, int length, int kept) {
        add(quoted(path) + " (" + Bson.word(type) + ", " + length + " bytes) cut to " + kept);
    }

    /// An array of which the first elements are there.
    void shortened(String path, int elements, int kept) {
        add(quoted(path) + " (array of " + elements + ") cut to its first " + kept);
    }

    void leftOut(String path, int type, int length) {
        leftOut++;
        add(quoted(path) + " (" + Bson.word(type) + ", " + length + " bytes) left out");
    }

    void leftOut(int fields) {
        leftOut += fields;
    }

    private void add(String place) {
        places++;
        if (named.size() < NAMED) named.add(place);
    }

    private static String quoted(String path) {
        return '"' + (path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path) + '"';
    }

    /// One sentence.
    ///
    /// @param length bytes of the whole document as BSON
    /// @param budget bytes it had to fit into as JSON
    String note(int length, long budget) {
        var text = new StringBuilder("The document of ")
                .append(length)
                .append(" bytes was cut to fit into ")
                .append(budget)
                .append(" bytes");
        if (!named.isEmpty()) text.append(": ").append(String.join(", ", named));
        if (places > named.size())
            text.append(", and ").append(places - named.size()).append(" more places");
        if (leftOut > 0) text.append("; fields left out in all: ").append(leftOut);
        return text.append(". A projection that names the fields you need shows them whole.")
                .toString();
    }
}
