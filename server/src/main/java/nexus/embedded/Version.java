package nexus.embedded;

import de.bwaldvogel.mongo.MongoVersion;
import java.util.List;

/// MongoDB 5.0 as a real one names itself. The emulator's own constant for 5.0 says wire version 8, which current
/// drivers take for too old.
public record Version() implements MongoVersion {
    @Override
    public List<Integer> getVersionArray() {
        return List.of(5, 0, 0);
    }

    @Override
    public int getWireVersion() {
        return 13;
    }
}
