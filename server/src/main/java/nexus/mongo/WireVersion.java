package nexus.mongo;

import java.util.Map;
import java.util.TreeMap;

/// Which release speaks which version of the wire protocol, as MongoDB's wire_version.h lists them.
final class WireVersion {
    private static final TreeMap<Integer, String> RELEASES =
            new TreeMap<>(Map.of(6, "3.6", 7, "4.0", 8, "4.2", 9, "4.4", 13, "5.0", 17, "6.0", 21, "7.0", 25, "8.0"));

    private WireVersion() {}

    /// The release, or the one it comes after.
    static String release(int version) {
        var known = RELEASES.floorEntry(version);
        if (known == null) return "older than 3.6";
        return known.getKey() == version ? known.getValue() : "newer than " + known.getValue();
    }
}
