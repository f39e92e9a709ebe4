package nexus.backup.drill;

import com.mongodb.client.MongoClient;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import nexus.backup.restore.Trial;
import nexus.backup.run.Entry;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/// Compares what a restore has made with what was read from the run: numbers and bytes of documents, indexes.
public final class Comparison implements Trial {
    /// Several collections are read at once, in a small heap.
    private static final int BATCH_BYTES = 1 << 20;

    private static final int MOST = 1_000;

    private final MongoClient client;
    private final Sums sums;
    private final LongAdder documents = new LongAdder();
    private final Queue<String> leftOut = new ConcurrentLinkedQueue<>();

    /// @param sums of the run
    public Comparison(MongoClient client, Sums sums) {
        this.client = client;
        this.sums = sums;
    }

    @Override
    public String filled(Entry entry, String database, String collection) {
        var expected = sums.of(entry);
        var there = read(database, collection, batch(entry));
        if (expected.hasZero())
            leftOut("the timestamps on the top level of " + database + "." + collection
                    + ": the server has replaced those that are zero");
        if (!expected.isOf(there))
            return there.count() == expected.count()
                    ? "has other documents than the run, though as many"
                    : "has " + there.count() + " documents instead of " + expected.count();
        documents.add(there.count());
        return "";
    }

    private static int batch(Entry entry) {
        long average = entry.bytes() / Math.max(entry.documents(), 1) + 1;
        return Math.clamp(BATCH_BYTES / average, 1, MOST);
    }

    private DocumentSum read(String database, String collection, int batch) {
        var sum = new DocumentSum();
        var all = client.getDatabase(database)
                .getCollection(collection, RawBsonDocument.class)
                .find()
                .batchSize(batch);
        try (var cursor = all.cursor()) {
            while (cursor.hasNext()) {
                var bytes = cursor.next().getByteBuffer().asNIO();
                sum.add(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            }
        }
        return sum;
    }

    @Override
    public String indexed(List<BsonDocument> wanted, List<BsonDocument> there) {
        var differences = IndexForm.differences(wanted, there);
        return differences.isEmpty() ? "" : "has other indexes than the run: " + String.join(", ", differences);
    }

    @Override
    public void leftOut(String what) {
        leftOut.add(what);
    }

    /// What was not restored, or not compared, and why.
    public List<String> leftOut() {
        return leftOut.stream().sorted().toList();
    }

    /// Documents that were read back and are equal.
    public long documents() {
        return documents.sum();
    }
}
