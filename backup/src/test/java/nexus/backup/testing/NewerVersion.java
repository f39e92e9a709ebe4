package nexus.backup.testing;

import de.bwaldvogel.mongo.MongoVersion;
import java.util.List;

/// The emulator knows 5.0 as wire version 8, which is older than what the driver will accept before long.
record NewerVersion() implements MongoVersion {
    @Override
    public List<Integer> getVersionArray() {
        return List.of(5, 0, 0);
    }

    @Override
    public int getWireVersion() {
        return 13;
    }
}
