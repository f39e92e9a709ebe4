package nexus.bench;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/// What is carried: documents of a megabyte that no one can compress, beside the small ones of the [Stock].
final class Cargo {
    private static final int DOWN = 48;
    private static final int UP = 32;
    /// A batch of MongoDB holds no more than 16 MB.
    private static final int BATCH = 16;

    private static final int BYTES = 1_000_000;

    private final Stock stock;
    private final List<RawBsonDocument> documents;

    private Cargo(Stock stock, List<RawBsonDocument> documents) {
        this.stock = stock;
        this.documents = documents;
    }

    static Cargo load(Stock stock) {
        var random = new Random(1);
        var documents =
                IntStream.range(0, DOWN).mapToObj(id -> document(id, random)).toList();
        for (int i = 0; i < DOWN; i += BATCH) {
            var _ = stock.home()
                    .getCollection("large", RawBsonDocument.class)
                    .insertMany(documents.subList(i, i + BATCH));
        }
        return new Cargo(stock, documents);
    }

    private static RawBsonDocument document(int id, Random random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var document = new BsonDocument("_id", new BsonInt32(id)).append("bytes", new BsonBinary(bytes));
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }

    /// Those who call for a measure, side by side.
    List<Load.Caller> callers(Measure measure, Passage passage) {
        return IntStream.range(0, measure.threads())
                .mapToObj(thread -> (Load.Caller) number -> call(measure, passage, thread + number))
                .toList();
    }

    private int call(Measure measure, Passage passage, int number) throws IOException {
        try {
            return switch (measure) {
                case DOWNLOAD -> download(passage.bulk());
                case UPLOAD -> upload(passage.bulk());
                case FIND, FINDS -> find(passage.control(), number);
            };
        } catch (MongoException e) {
            throw new IOException(passage.name() + ": " + e.getMessage(), e);
        }
    }

    private int download(MongoClient client) throws IOException {
        var all = collection(client, "large").find().batchSize(BATCH);
        return DriverLoop.read(all);
    }

    /// What was written is dropped at once, and not on the way that is measured, so that nothing piles up.
    private int upload(MongoClient client) {
        var _ = collection(client, "written").insertMany(documents.subList(0, UP));
        stock.home().getCollection("written").drop();
        return documents.subList(0, UP).stream()
                .mapToInt(RawBsonDocument::getByteLength)
                .sum();
    }

    private int find(MongoClient client, int number) throws IOException {
        return DriverLoop.read(DriverLoop.query(collection(client, Stock.COLLECTION), Question.FIND_ONE, number));
    }

    private MongoCollection<RawBsonDocument> collection(MongoClient client, String name) {
        return client.getDatabase(stock.database()).getCollection(name, RawBsonDocument.class);
    }
}
