package nexus.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.backend.CollectionOptions;
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
        put(backend, "shop", "customers", Customer.documents(customers));
        put(backend, "shop", "products", Product.documents(products));
        put(backend, "shop", "orders", Orders.documents(orders));
        put(backend, "support", "tickets", tickets);
        put(backend, "types", "values", types);
        return "sample data in memory: shop (%d orders, %d customers, %d products), support (%d tickets), types (%d values)"
                .formatted(orders.size(), customers.size(), products.size(), tickets.size(), types.size());
    }

    private static void put(MongoBackend backend, String database, String collection, List<Document> documents) {
        backend.resolveDatabase(database)
                .createCollectionOrThrowIfExists(collection, CollectionOptions.withDefaults())
                .insertDocuments(documents, false);
    }
}
