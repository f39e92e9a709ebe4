package nexus.bench;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;

/// The least that a read of MongoDB costs in Java: threads that send the query of a row through the driver and do
/// nothing with the documents. Reads lines `QUESTION THREADS MILLIS` and answers each with an [Outcome].
final class DriverLoop {
    private static final List<ObjectId> IDS =
            Stock.ids().stream().map(ObjectId::new).toList();

    private DriverLoop() {}

    /// Runs loads until its input ends.
    ///
    /// @param arguments the URI and the name of the database
    public static void main(String... arguments) throws IOException, InterruptedException {
        try (var client = MongoClients.create(arguments[0]);
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var orders = client.getDatabase(arguments[1]).getCollection(Stock.COLLECTION, RawBsonDocument.class);
            System.out.println("ready");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(run(orders, line.split(" ", -1)).line());
            }
        }
    }

    private static Outcome run(MongoCollection<RawBsonDocument> orders, String[] words) throws InterruptedException {
        var question = Question.valueOf(words[0]);
        var callers = IntStream.range(0, Integer.parseInt(words[1]))
                .mapToObj(thread -> (Load.Caller) number -> read(query(orders, question, thread + number)))
                .toList();
        return Load.run(callers, Duration.ofMillis(Long.parseLong(words[2])));
    }

    static FindIterable<RawBsonDocument> query(MongoCollection<RawBsonDocument> orders, Question question, int number) {
        return question == Question.FIND_ONE
                ? orders.find(Filters.eq(IDS.get(number % IDS.size()))).limit(1)
                : orders.find(new BsonDocument()).limit(10).batchSize(10);
    }

    static int read(FindIterable<RawBsonDocument> query) throws IOException {
        int bytes = 0;
        try (var cursor = query.iterator()) {
            while (cursor.hasNext()) bytes += cursor.next().getByteLength();
        }
        if (bytes == 0) throw new IOException("no document was found");
        return bytes;
    }
}
