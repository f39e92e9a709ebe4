package nexus.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/// A shop, its support desk, and one value of every BSON type.
///
/// Documents go straight into the backend rather than over the wire: it takes a fraction of the time, and the copies of
/// a
/// field's name that decoding would make stay one.
final class SampleData {
    private SampleData() {}

    /// Fills an empty backend.
    ///
    /// @return what is in there, in one sentence
    static String load(MongoBackend backend) {
        var customers = Customer.all();
        var products = Product.all();
        var orders = Orders.of(customers, products);
        var tickets = Tickets.of(customers, orders);
        var types = Types.all();
        var shop = backend.resolveDatabase("shop");
        put(shop, "customers", List.of(unique("email")), Customer.documents(customers));
        put(shop, "products", List.of(unique("sku")), Product.documents(products));
        put(shop, "orders", List.of(), Orders.documents(orders));
        put(backend.resolveDatabase("support"), "tickets", List.of(), tickets);
        put(backend.resolveDatabase("types"), "values", List.of(), types);
        return "sample data in memory: shop (%d orders, %d customers, %d products), support (%d tickets), types (%d values)"
                .formatted(orders.size(), customers.size(), products.size(), tickets.size(), types.size());
    }

    // In the memory backend a document's position is an Integer; the interface does not say so.
    @SuppressWarnings("unchecked")
    private static void put(
            MongoDatabase database, String name, List<Index<Integer>> indexes, List<Document> documents) {
        var collection = (MongoCollection<Integer>)
                database.createCollectionOrThrowIfExists(name, CollectionOptions.withDefaults());
        indexes.forEach(collection::addIndex);
        // An index that no command made is used but not listed until it stands here, too.
        var listed = database.resolveCollection("system.indexes", true);
        var namespace = database.getDatabaseName() + "." + name;
        indexes.forEach(index -> listed.addDocument(index.toIndexDescription().append("ns", namespace)));
        collection.insertDocuments(documents, false);
    }

    private static Index<Integer> unique(String field) {
        return new MemoryUniqueIndex(field + "_1", List.of(new IndexKey(field, true)), false);
    }
}
