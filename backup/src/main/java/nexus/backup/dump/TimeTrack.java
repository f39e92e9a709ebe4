package nexus.backup.dump;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/// A piece of the oplog, from one entry to another, both with it. Their times are unique and grow.
final class TimeTrack implements Track {
    private final BsonTimestamp from;
    private final BsonTimestamp to;
    private @Nullable BsonTimestamp last;

    TimeTrack(BsonTimestamp from, BsonTimestamp to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public BsonDocument start() {
        return range("$gte", from);
    }

    private BsonDocument range(String operator, BsonTimestamp begin) {
        var times = new BsonDocument(operator, begin).append("$lte", to);
        return new BsonDocument("filter", new BsonDocument("ts", times));
    }

    @Override
    public void passed(byte[] bytes, int offset, int length) {
        last = time(new RawBsonDocument(bytes, offset, length));
    }

    static BsonTimestamp time(BsonDocument entry) {
        return entry.getTimestamp("ts");
    }

    @Override
    public Optional<BsonDocument> resume(Probe probe) {
        return Optional.of(last == null ? start() : range("$gt", last));
    }

    @Override
    public boolean isWritten(byte[] bytes, int offset, int length) {
        return false;
    }

    /// A server that lags behind ends too early.
    @Override
    public boolean isComplete() {
        return to.equals(last);
    }
}
