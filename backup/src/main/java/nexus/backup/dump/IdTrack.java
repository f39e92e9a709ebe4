package nexus.backup.dump;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaxKey;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/// The order of the index on `_id`, which knows every type: a filter such as `{_id: {$gt: last}}` would only find
/// documents whose `_id` is of the same one.
final class IdTrack implements Track {
    private static final BsonDocument ORDER = new BsonDocument("_id", new BsonInt32(1));
    private static final BsonDocument BEYOND_ALL = new BsonDocument("_id", new BsonMaxKey());
    private static final int TWO = 2;

    private final boolean isShared;
    private @Nullable RawBsonDocument last;
    private boolean isLost;

    /// @param isShared whether several servers hold documents, so that two may have the same `_id`
    IdTrack(boolean isShared) {
        this.isShared = isShared;
    }

    /// The hint alone would do on one server; a router keeps the order of several only for the sake of a sort.
    @Override
    public BsonDocument start() {
        return new BsonDocument("hint", ORDER).append("sort", ORDER);
    }

    @Override
    public void passed(byte[] bytes, int offset, int length) {
        last = DocumentId.of(bytes, offset, length).orElse(null);
        isLost = last == null;
    }

    @Override
    public Optional<BsonDocument> resume(Probe probe) {
        if (isLost) return Optional.empty();
        if (last == null) return Optional.of(start());
        if (!keepsToMin(probe) || (isShared && !isUnique(last, probe))) return Optional.empty();
        return Optional.of(start().append("min", last));
    }

    /// A server that knows no `min`, such as an emulator, gives a document here that does not belong there.
    private boolean keepsToMin(Probe probe) {
        var beyond = start().append("min", BEYOND_ALL).append("limit", new BsonInt32(1));
        return probe.apply(beyond).stream().allMatch(document -> document.get("_id") instanceof BsonMaxKey);
    }

    /// Of two documents that are equal to the order either may come first.
    private static boolean isUnique(RawBsonDocument last, Probe probe) {
        var same = new BsonDocument("filter", new BsonDocument("_id", new BsonDocument("$eq", last.get("_id"))));
        return probe.apply(same.append("limit", new BsonInt32(TWO))).size() < TWO;
    }

    /// Another document may have taken the place of the last one, with an `_id` that is equal and yet not the same,
    /// such as `1` and `1.0`.
    @Override
    public boolean isWritten(byte[] bytes, int offset, int length) {
        var written = last;
        return written != null
                && DocumentId.of(bytes, offset, length)
                        .filter(id -> DocumentId.areSame(id, written))
                        .isPresent();
    }
}
