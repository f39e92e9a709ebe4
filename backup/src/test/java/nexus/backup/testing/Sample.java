package nexus.backup.testing;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Code;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;

/// Documents of every kind that the emulator holds, in collections with names of every kind.
public record Sample(MongoClient client, String prefix, Random random) {
    private static final List<String> ODD =
            List.of("größe +%/x", "a.b.c", "tilde~star*", "with space", "日本語", "x".repeat(110), "Ü".repeat(30));

    private static final List<String> NOT_IN_FERRETDB =
            List.of("array", "decimal", "code", "least", "most", "not a number", "negative zero");

    /// Fills databases whose names begin with the prefix.
    ///
    /// @param many      small collections, beside ten others
    /// @param documents in the largest of all
    public Sample fill(int many, int documents) {
        for (int i = 0; i < many; i++) insert("-many", "c" + i, 1 + random.nextInt(5));
        ODD.forEach(name -> insert("-odd", name, 7));
        insert("", "large", documents);
        client.getDatabase(prefix).createCollection("empty");
        types();
        indexes();
        return this;
    }

    private void insert(String suffix, String collection, int count) {
        var batch = new ArrayList<Document>();
        for (int i = 0; i < count; i++) batch.add(document(i));
        client.getDatabase(prefix + suffix).getCollection(collection).insertMany(batch);
    }

    private Document document(int i) {
        var noise = new byte[random.nextInt(2_000)];
        random.nextBytes(noise);
        return new Document("_id", i % 3 == 0 ? i : i % 3 == 1 ? "id-" + i : new ObjectId())
                .append("n", i)
                .append("text", "größer ".repeat(random.nextInt(20)))
                .append("noise", noise);
    }

    private void types() {
        var all = new Document(
                        "_id",
                        UUID.fromString("00000000-0000-4000-8000-000000000001").toString())
                .append("double", 0.1)
                .append("negative zero", -0.0)
                .append("not a number", Double.NaN)
                .append("int32", Integer.MIN_VALUE)
                .append("int64", Long.MAX_VALUE)
                .append("decimal", Decimal128.parse("1.10"))
                .append("text", "zero \u0000 inside, and 😀")
                .append("document", new Document("a", new Document()))
                .append("array", List.of(1, "two", List.of()))
                .append("binary", new Binary(new byte[] {1, 2, 3}))
                .append("id", new ObjectId("64b7f0c2a1b2c3d4e5f60718"))
                .append("true", true)
                .append("date", Instant.ofEpochMilli(-1))
                .append("null", null)
                .append("regex", Pattern.compile("^a.*b$", Pattern.CASE_INSENSITIVE))
                .append("code", new Code("function() {}"))
                .append("timestamp", new BsonTimestamp(1_700_000_000, 7))
                .append("least", new MinKey())
                .append("most", new MaxKey());
        if (isFerretDb()) NOT_IN_FERRETDB.forEach(all::remove);
        client.getDatabase(prefix).getCollection("types").insertOne(all);
    }

    /// Whether the database is FerretDB, which holds and knows less than the emulator in some places.
    public boolean isFerretDb() {
        return client.getDatabase("admin")
                .runCommand(new Document("buildInfo", 1))
                .containsKey("ferretdbVersion");
    }

    private void indexes() {
        var large = client.getDatabase(prefix).getCollection("large");
        large.createIndex(
                Indexes.ascending("n"), new IndexOptions().name("by n").unique(true));
        large.createIndex(Indexes.compoundIndex(Indexes.descending("text"), Indexes.ascending("n")));
        large.createIndex(Indexes.ascending("noise"), new IndexOptions().sparse(true));
    }

    /// Drops the databases.
    public void drop() {
        for (var name : client.listDatabaseNames())
            if (name.startsWith(prefix)) client.getDatabase(name).drop();
    }
}
