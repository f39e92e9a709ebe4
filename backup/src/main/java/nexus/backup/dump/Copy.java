package nexus.backup.dump;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nexus.backup.run.OpenObject;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/// Copies the documents of one namespace into an object, over whatever is cut on the way.
final class Copy implements AutoCloseable {
    private final Asker asker;
    private final Query query;
    private final Track track;
    private final Gate gate;
    private final BatchSize batchSize;
    private final int mostOfReply;
    private final Patience patience;
    private @Nullable RawCursor cursor;
    private boolean isBegun;
    private boolean isResumed;

    Copy(Asker asker, Output.Reading reading, Patience patience) {
        this.asker = asker;
        this.query = reading.query();
        this.track = reading.track().get();
        this.gate = reading.gate();
        this.batchSize = BatchSize.of(reading.sizes().mean());
        this.mostOfReply = reading.sizes().mostOfReply();
        this.patience = patience;
    }

    /// Hears of what was written.
    interface Listener {
        void wrote(long documents, long bytes);
    }

    /// Copies all documents.
    ///
    /// @return whether they are all there, each once; if not, it was cut where only a new copy helps
    /// @throws MongoException if the server refuses to go on
    /// @throws LevelLost      if the snapshot is gone
    /// @throws DumpException  if the way stays broken
    boolean into(OpenObject object, Listener listener) throws IOException {
        while (true) {
            try (var share = asker.memory().share(mostOfReply)) {
                var batch = batch(share);
                if (batch.isEmpty()) return false;
                if (write(batch.get(), object, listener)) patience.renew();
            }
            if (isOver()) return track.isComplete();
        }
    }

    private boolean isOver() {
        return cursor != null && cursor.isOver();
    }

    private Optional<Batch> batch(ReplyMemory.Share share) {
        while (true) {
            try {
                return share.receive(this::receive);
            } catch (MongoException e) {
                close();
                patience.bear(e);
            }
        }
    }

    private Optional<Batch> receive() {
        if (cursor == null && !open()) return Optional.empty();
        return Optional.ofNullable(cursor).map(open -> open.next(batchSize.documents()));
    }

    private boolean open() {
        if (isBegun) return reopen();
        cursor = open(track.start(), batchSize.documents());
        isBegun = true;
        return true;
    }

    /// What the server refuses here it may allow to a new copy.
    private boolean reopen() {
        try {
            var next = track.resume(this::probe);
            next.ifPresent(fields -> cursor = open(fields, Math.max(batchSize.documents(), 2)));
            isResumed = true;
            return next.isPresent();
        } catch (MongoCommandException e) {
            if (Trouble.of(e) == Trouble.LASTING) return false;
            throw e;
        }
    }

    private RawCursor open(BsonDocument next, int first) {
        var found = RawCursor.open(asker, query.name().getDatabaseName(), query.find(next, first));
        if (query.snapshot().isEmpty() || query.snapshot().equals(found.clusterTime())) return found;
        found.close();
        throw new LevelLost(
                query.name() + " could not be read at the time of the snapshot: the server does not keep to it");
    }

    private List<RawBsonDocument> probe(BsonDocument next) {
        return asker.listOnce(query.name().getDatabaseName(), query.find(next, 2));
    }

    /// Whether it brought something new.
    private boolean write(Batch batch, OpenObject object, Listener listener) throws IOException {
        long before = object.bytes();
        int seen = 0;
        int known = 0;
        int written = 0;
        for (; batch.next(); seen++) {
            if (isKnown(batch)) known++;
            else if (gate.isWanted(batch.bytes(), batch.offset(), batch.length())) {
                object.document(batch.bytes(), batch.offset(), batch.length());
                written++;
            }
        }
        if (seen > 0) track.passed(batch.bytes(), batch.offset(), batch.length());
        batchSize.learn(seen, batch.size());
        if (written > 0) listener.wrote(written, object.bytes() - before);
        return seen > known;
    }

    /// Only the first document after a cut can be.
    private boolean isKnown(Batch batch) {
        boolean isFirst = isResumed;
        isResumed = false;
        return isFirst && track.isWritten(batch.bytes(), batch.offset(), batch.length());
    }

    @Override
    public void close() {
        if (cursor != null) cursor.close();
        cursor = null;
    }
}
