package nexus.backup.dump;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/// The order in which documents lie there. Nobody knows where a reading was cut.
final class NaturalTrack implements Track {
    private static final BsonDocument HINT = new BsonDocument("hint", new BsonDocument("$natural", new BsonInt32(1)));

    @Override
    public BsonDocument start() {
        return HINT;
    }

    @Override
    public void passed(byte[] bytes, int offset, int length) {
        // There is nothing to go on from.
    }

    @Override
    public Optional<BsonDocument> resume(Probe probe) {
        return Optional.empty();
    }

    @Override
    public boolean isWritten(byte[] bytes, int offset, int length) {
        return false;
    }
}
