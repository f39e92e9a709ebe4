package nexus.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;

/// The documents that are asked for: few, so that finding them costs the database little, and of 630 bytes, as orders
/// are. They live in a database of their own, which is dropped at the end.
final class Stock implements AutoCloseable {
    static final String COLLECTION = "orders";
    private static final int COUNT = 200;
    private static final int LINES = 4;

    private static final String NOTE = "Please leave it with the neighbour on the second floor, left door, if nobody"
            + " is in, and ring twice; the bell of the first floor has been out of order since the storm in March.";
    // Kept here because the logging of the JDK forgets a logger, and its level, that nobody holds.
    private static final Logger DRIVER = Logger.getLogger("org.mongodb.driver");

    private final String uri;
    private final MongoClient client;
    private final String database =
            "nexus-bench-" + UUID.randomUUID().toString().substring(0, 8);

    private Stock(String uri) {
        this.uri = uri;
        this.client = MongoClients.create(uri);
    }

    static Stock fill(String uri) {
        DRIVER.setLevel(Level.WARNING);
        var stock = new Stock(uri);
        var random = new Random(1);
        var orders = IntStream.range(0, COUNT)
                .mapToObj(number -> order(number, random))
                .toList();
        var _ = stock.home().getCollection(COLLECTION).insertMany(orders);
        return stock;
    }

    String uri() {
        return uri;
    }

    String database() {
        return database;
    }

    /// The database, for further collections.
    MongoDatabase home() {
        return client.getDatabase(database);
    }

    /// The ids of all documents, as hexadecimal digits.
    static List<String> ids() {
        return IntStream.range(0, COUNT).mapToObj(Stock::id).toList();
    }

    /// How many bytes of BSON the first document has.
    int documentBytes() {
        return home().getCollection(COLLECTION, RawBsonDocument.class)
                .find()
                .first()
                .getByteLength();
    }

    private static String id(int number) {
        return "65abcdef0123456789%06x".formatted(number);
    }

    private static Document order(int number, Random random) {
        var lines = IntStream.range(0, LINES)
                .mapToObj(line -> new Document("sku", "SKU-" + (10_000 + random.nextInt(90_000)))
                        .append("quantity", 1 + random.nextInt(9))
                        .append("price", random.nextInt(100_000) / 100.0))
                .toList();
        return new Document("_id", new ObjectId(id(number)))
                .append("number", number)
                .append("customer", new Document("name", "Customer " + number).append("city", "Zürich"))
                .append("status", number % 3 == 0 ? "shipped" : "open")
                .append("orderedAt", Instant.ofEpochSecond(1_700_000_000L + number * 60L))
                .append("lines", lines)
                .append("tags", List.of("gift", "express", "first-order"))
                .append("note", NOTE)
                .append("total", random.nextInt(1_000_000) / 100.0);
    }

    @Override
    public void close() {
        home().drop();
        client.close();
    }
}
